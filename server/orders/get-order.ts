import type { DbOrTx } from "#db/client";
import { readLatestCancel } from "#db/queries/events";
import { findOrderWithSagas, type OrderWithSaga } from "#db/queries/orders";
import { AppError } from "#server/errors";
import type { ParkedReason, Position } from "#server/saga/types";
import { type Cancellation, toCancellation } from "./cancellation.ts";
import { type OutsideStatus, outsideStatus } from "./outside-status.ts";
import { requireOrderKey } from "./parse-order-key.ts";

export type FollowedOrder = {
  orderId: string;
  orderNumber: string;
  externalOrderId: string;
  status: OutsideStatus;
  /** Given once somebody, the storefront or staff, has asked for the order back. */
  cancellation?: Cancellation;
  /** Given when it was placed again in the place of a cancelled one. */
  replacesOrderId?: string;
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
  const rows = await findOrderWithSagas(db, clientId, requireOrderKey(idOrNumber));
  const latest = rows.at(-1);
  if (latest === undefined) throw new AppError("not_found", "There is no such order.");
  const cancel = await readLatestCancel(db, latest.saga.sagaUuid);
  return toFollowedOrder(latest, rows, cancel && toCancellation(latest.saga, cancel));
}

function toFollowedOrder(
  latest: OrderWithSaga,
  rows: readonly OrderWithSaga[],
  cancellation: Cancellation | undefined,
): FollowedOrder {
  const { saga } = latest;
  return {
    orderId: latest.orderUuid,
    orderNumber: latest.orderNumber,
    externalOrderId: latest.externalOrderId,
    status: outsideStatus(saga),
    ...(cancellation && { cancellation }),
    ...(latest.replacesOrderId !== null && { replacesOrderId: latest.replacesOrderId }),
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
