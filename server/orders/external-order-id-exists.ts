import { AppError } from "#server/errors";

/**
 * Its own class for one fact more: the order that has the storefront's id, which
 * is the storefront's own and what it needs to go on.
 */
export class ExternalOrderIdExists extends AppError {
  readonly orderId: string;

  constructor(orderId: string) {
    super(
      "external_order_id_exists",
      "An order with this externalOrderId exists; it was placed with another idempotency key.",
      { errors: [{ pointer: "/externalOrderId", code: "external_order_id_exists" }] },
    );
    this.name = "ExternalOrderIdExists";
    this.orderId = orderId;
  }
}
