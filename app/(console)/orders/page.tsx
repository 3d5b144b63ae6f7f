import type { Metadata } from "next";
import { countWish, pageWish } from "@/components/orders/list-reads";
import { OrdersScreen } from "@/components/orders/orders-screen";
import { Prefetched } from "../prefetched.tsx";
import { loadList } from "./search-params.ts";

export const metadata: Metadata = { title: "Orders" };

export default async function OrdersPage({ searchParams }: PageProps<"/orders">) {
  const list = loadList(await searchParams);
  const count = countWish(list);
  return (
    <Prefetched
      read={(trpc, client) => [
        client.query(trpc.orders.list.queryOptions(pageWish(list))),
        client.query(trpc.orders.counts.queryOptions()),
        ...(count === null ? [] : [client.query(trpc.orders.count.queryOptions(count))]),
      ]}
    >
      <OrdersScreen list={list} />
    </Prefetched>
  );
}
