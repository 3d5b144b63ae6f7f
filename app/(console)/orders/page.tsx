import type { Metadata } from "next";
import { OrdersScreen } from "@/components/orders/orders-screen";
import { loadList } from "./search-params.ts";

export const metadata: Metadata = { title: "Orders" };

export default async function OrdersPage({ searchParams }: PageProps<"/orders">) {
  return <OrdersScreen list={loadList(await searchParams)} />;
}
