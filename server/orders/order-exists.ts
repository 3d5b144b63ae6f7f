import { AppError } from "#server/errors";

/**
 * Its own class for one fact more: the order that is there already, which is the
 * storefront's own and what it needs to go on.
 */
export class OrderExists extends AppError {
  readonly orderId: string;

  constructor(code: "external_order_id_exists" | "order_already_replaced", orderId: string) {
    super(code, WORDS[code].message, { errors: [{ pointer: WORDS[code].pointer, code }] });
    this.name = "OrderExists";
    this.orderId = orderId;
  }
}

const WORDS = {
  external_order_id_exists: {
    message:
      "An order with this externalOrderId exists; it was placed with another idempotency key.",
    pointer: "/externalOrderId",
  },
  order_already_replaced: {
    message: "That order was placed again before; orderId is the one that replaced it.",
    pointer: "/replacesOrderId",
  },
};
