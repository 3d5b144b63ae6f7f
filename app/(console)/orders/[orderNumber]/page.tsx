import type { Metadata } from "next";
import { OrderScreen } from "@/components/order/order-screen";

type Props = PageProps<"/orders/[orderNumber]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { orderNumber } = await params;
  return { title: decodeURIComponent(orderNumber) };
}

export default async function OrderPage({ params }: Props) {
  const orderNumber = decodeURIComponent((await params).orderNumber);
  return <OrderScreen key={orderNumber} orderNumber={orderNumber} />;
}
