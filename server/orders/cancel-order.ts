import type { DbOrTx } from "#db/client";
import { findOrderWithSagas } from "#db/queries/orders";
import { AppError } from "#server/errors";
import { newUuid } from "#server/ids";
import type { CancelOrderInput } from "./cancel-order-input.ts";
import { fingerprint } from "./fingerprint.ts";
import { requireOrderKey } from "./parse-order-key.ts";
import { keyReused, type OrderCommitter, submitUnlessBusy } from "./submit-order.ts";

/**
 * That the wish was recorded, which is not that the order is cancelled: what is
 * under way is let end, and a parcel that has left may not come back. What became
 * of it is `cancellation` of the order.
 */
export type RequestedCancellation = {
  orderId: string;
  orderNumber: string;
  cancellation: "requested";
  requestedAt: string;
  replayed: boolean;
  links: { self: string };
};

/** Asks that a client's own order be taken back, or answers again what the same key was answered. */
export async function cancelOrder(
  services: { db: DbOrTx; committer: OrderCommitter; fingerprintSecret: string },
  request: {
    clientId: string;
    idempotencyKey: string;
    /** Its uuid or its number. */
    orderId: string;
    input: CancelOrderInput;
    /** As received, without the key and the order. */
    body: unknown;
  },
): Promise<RequestedCancellation> {
  const { clientId, input } = request;
  const rows = await findOrderWithSagas(services.db, clientId, requireOrderKey(request.orderId));
  const order = rows.at(-1);
  if (!order) throw new AppError("not_found", "There is no such order.");
  const { orderUuid, orderNumber } = order;
  const receipt = await submitUnlessBusy(services.committer, {
    type: "cancel",
    cancelId: newUuid(),
    orderUuid,
    sagaUuid: order.saga.sagaUuid,
    clientId,
    reasonCode: input.reason,
    idempotency: {
      key: request.idempotencyKey,
      operation: "orders.cancel",
      fingerprint: fingerprint({ orderUuid, body: request.body }, services.fingerprintSecret),
    },
  });
  switch (receipt.type) {
    case "requested":
    case "replayed":
      return {
        orderId: orderUuid,
        orderNumber,
        cancellation: "requested",
        requestedAt: new Date(receipt.requestedAt).toISOString(),
        replayed: receipt.type === "replayed",
        links: { self: `/api/v1/orders/${orderUuid}` },
      };
    case "key_reused":
      throw keyReused();
    case "newer_version":
      throw new AppError(
        "unavailable",
        "A newer version is being rolled out and this order belongs to it already. Nothing was recorded; try again shortly.",
        { retryAfterSeconds: 1 },
      );
  }
}
