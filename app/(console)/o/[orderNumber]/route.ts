import { redirect } from "next/navigation";
import { recogniseOrderNumber } from "@/components/console/order-number";

/** A short address for e-mails and chats: any spelling of an order number leads to the order's page, or to what is wrong with it. */
export async function GET(_: Request, { params }: { params: Promise<{ orderNumber: string }> }) {
  const spelled = decodeURIComponent((await params).orderNumber);
  const read = recogniseOrderNumber(spelled);
  const orderNumber = "orderNumber" in read ? read.orderNumber : spelled;
  redirect(`/orders/${encodeURIComponent(orderNumber)}`);
}
