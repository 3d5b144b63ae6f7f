import type { Metadata } from "next";
import { OrdersScreen } from "@/components/orders/orders-screen";
import { loadListParams } from "./search-params.ts";

export const metadata: Metadata = { title: "Orders" };

export default async function OrdersPage({ searchParams }: PageProps<"/orders">) {
  const { state, after } = await loadListParams(searchParams);
  // A new list for each address: rows held back in one have no meaning in another.
  return <OrdersScreen key={`${state} ${after}`} filter={state} cursor={after} />;
}
