import type { ShownOrderRow } from "#db/queries/sagas";
import { toSaga } from "#server/fulfillment/saga-row";
import { noticeFor } from "#server/notifications/decide-notice";
import type { Policy } from "#server/saga/policy";
import type { Position } from "#server/saga/types";
import type { PartnerStanding } from "../partners/read-partner-standing.ts";
import type { Notice, Situation } from "./situation.ts";

/** What the rows of one order say at this moment. */
export function situationOfRow(
  row: ShownOrderRow,
  circumstances: { now: number; policy: Policy } & PartnerStanding,
): Situation {
  const { order } = row;
  const saga = toSaga(row.saga);
  return {
    saga,
    leaseUntil: row.saga.lease_until?.getTime() ?? null,
    notice: noticeNow(saga.position, {
      kind: order.noticeKind,
      state: order.noticeState,
      code: order.noticeCode,
      at: order.noticeAt?.getTime() ?? null,
    }),
    ...circumstances,
  };
}

/**
 * The message that this position asks for. The row tells of the last one that was
 * tried: before the first try it knows none, and after a cancellation it still tells
 * of the shipment's.
 */
export function noticeNow(position: Position, lastTried: Notice): Notice {
  const wanted = noticeFor(position);
  if (wanted === null || lastTried.kind === wanted) return lastTried;
  return { kind: wanted, state: "due", code: null, at: null };
}
