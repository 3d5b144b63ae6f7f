import type { ShownOrderRow } from "#db/queries/sagas";
import { toSaga } from "#server/fulfillment/saga-row";
import type { Policy } from "#server/saga/policy";
import type { HeldPartner, Situation } from "./situation.ts";

/** What the rows of one order say at this moment. */
export function situationOfRow(
  row: ShownOrderRow,
  circumstances: { now: number; held: readonly HeldPartner[]; policy: Policy },
): Situation {
  const { saga, order } = row;
  return {
    saga: toSaga(saga),
    leaseUntil: saga.lease_until?.getTime() ?? null,
    notice: {
      kind: order.noticeKind,
      state: order.noticeState,
      code: order.noticeCode,
      at: order.noticeAt?.getTime() ?? null,
    },
    ...circumstances,
  };
}
