import type { DbOrTx } from "#db/client";
import { findOrderWithSagas, type OrderKey, type OrderWithSaga } from "#db/queries/orders";
import { AppError } from "#server/errors";
import { parseOrderNumber, parseUuid } from "#server/ids";
import type { ParkedReason, Position } from "#server/saga/types";
import { type OutsideStatus, outsideStatus } from "./outside-status.ts";

export type FollowedOrder = {
  orderId: string;
  orderNumber: string;
  externalOrderId: string;
  status: OutsideStatus;
  trackingNumber?: string;
  lineCount: number;
  placedAt: string;
  updatedAt: string;
  sagas: {
    sagaUuid: string;
    state: Position;
    parked: { reason: ParkedReason; since: string } | null;
    startedAt: string;
    completedAt: string | null;
  }[];
  links: { self: string };
};

/**
 * An order as its storefront may see it: no personal data. Another storefront's
 * order is not found, like one that does not exist.
 */
export async function getOrder(
  db: DbOrTx,
  clientId: string,
  idOrNumber: string,
): Promise<FollowedOrder> {
  const rows = await findOrderWithSagas(db, clientId, toKey(idOrNumber));
  const latest = rows.at(-1);
  if (latest === undefined) throw new AppError("not_found", "There is no such order.");
  return toFollowedOrder(latest, rows);
}

function toKey(idOrNumber: string): OrderKey {
  const orderUuid = parseUuid(idOrNumber);
  if (orderUuid !== null) return { type: "uuid", orderUuid };
  const parsed = parseOrderNumber(idOrNumber);
  switch (parsed.type) {
    case "order_number":
      return { type: "number", orderNumber: parsed.orderNumber };
    case "mistyped":
      throw new AppError(
        "not_found",
        "The order number is mistyped: its check symbol does not fit.",
      );
    case "not_an_order_number":
      throw new AppError("not_found", "There is no such order.");
  }
}

function toFollowedOrder(latest: OrderWithSaga, rows: readonly OrderWithSaga[]): FollowedOrder {
  const { saga } = latest;
  return {
    orderId: latest.orderUuid,
    orderNumber: latest.orderNumber,
    externalOrderId: latest.externalOrderId,
    status: outsideStatus(saga),
    // A voided parcel's number leads nowhere.
    // Only while the parcel is on its way: a voided label's number leads nowhere.
    ...(saga.trackingNumber !== null &&
      saga.state === "COMPLETED" && { trackingNumber: saga.trackingNumber }),
    lineCount: latest.lineCount,
    placedAt: latest.createdAt.toISOString(),
    updatedAt: new Date(Math.max(Number(latest.updatedAt), Number(saga.updatedAt))).toISOString(),
    sagas: rows.map(({ saga: { parkedReason, parkedAt, ...one } }) => ({
      sagaUuid: one.sagaUuid,
      state: one.state,
      parked:
        parkedReason !== null && parkedAt !== null
          ? { reason: parkedReason, since: parkedAt.toISOString() }
          : null,
      startedAt: one.startedAt.toISOString(),
      completedAt: one.completedAt?.toISOString() ?? null,
    })),
    links: { self: `/api/v1/orders/${latest.orderUuid}` },
  };
}
