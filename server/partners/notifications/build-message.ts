import type { Notice } from "../types.ts";
import { cancellationReason } from "./cancellation-reasons.ts";

type Message = {
  /** The same for every copy of one notice, so that a receiver can tell a repeat. */
  messageId: string;
  orderNumber: string;
  subject: string;
  text: string;
};

/** Not a real host: it only has to make the ids ours. */
const MESSAGE_ID_DOMAIN = "backstitch.localhost";

/** E-mail is read by others than the patient: no name, no medicine, no birth date. */
export function buildMessage({ kind, order, trackingNumber, causeCode }: Notice): Message {
  return {
    messageId: `<${order.orderUuid}.${kind}@${MESSAGE_ID_DOMAIN}>`,
    orderNumber: order.orderNumber,
    subject: `Update on order ${order.orderNumber}`,
    text: `${paragraphs(kind, order.orderNumber, trackingNumber, causeCode).join("\n\n")}\n`,
  };
}

function paragraphs(
  kind: Notice["kind"],
  orderNumber: string,
  trackingNumber: string | null,
  causeCode: string | null,
): string[] {
  switch (kind) {
    case "shipped":
      return [
        "Hello,",
        `Your order ${orderNumber} is on its way.`,
        ...(trackingNumber === null ? [] : [`Tracking number: ${trackingNumber}`]),
        "Your pharmacy",
      ];
    case "cancelled":
      return [
        "Hello,",
        `Your order ${orderNumber} has been cancelled.`,
        cancellationReason(causeCode),
        "If you have questions, please contact your pharmacy and quote the order number.",
        "Your pharmacy",
      ];
  }
}
