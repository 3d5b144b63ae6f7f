import type { DbOrTx } from "#db/client";
import { readClock, readShownOrders, type ShownOrderRow } from "#db/queries/sagas";
import { budgetOf, type Policy } from "#server/saga/policy";
import { maskName } from "../order-view/mask.ts";
import { readPartnerStanding } from "../partners/read-partner-standing.ts";
import { liveStatus } from "../situation/live-status.ts";
import type { Situation } from "../situation/situation.ts";
import { situationOfRow } from "../situation/situation-of-row.ts";
import { whereAndWhy } from "../situation/where-and-why.ts";
import type { OrderRow } from "./views.ts";

/** Orders as a list shows them, in the order of their ids here, masked. */
export async function readOrderRows(
  { db, policy }: { db: DbOrTx; policy: Policy },
  ids: readonly number[],
): Promise<{ rows: { id: number; row: OrderRow }[]; asOf: string }> {
  const [now, standing, found] = await Promise.all([
    readClock(db),
    readPartnerStanding(db),
    readShownOrders(db, ids),
  ]);
  const byId = new Map(found.map((row) => [row.id, row]));
  return {
    rows: ids.flatMap((id) => {
      const row = byId.get(id);
      if (row === undefined) return [];
      return [{ id, row: orderRow(row, situationOfRow(row, { now, policy, ...standing })) }];
    }),
    asOf: new Date(now).toISOString(),
  };
}

function orderRow({ order, patient }: ShownOrderRow, situation: Situation): OrderRow {
  const { saga, policy } = situation;
  const { work } = saga;
  return {
    orderNumber: order.orderNumber,
    orderUuid: order.orderUuid,
    sagaUuid: saga.sagaUuid,
    customer: maskName(patient.givenNames, patient.familyName),
    status: liveStatus(situation),
    ...whereAndWhy(situation),
    nextAttemptAt: work && !saga.parked ? new Date(work.dueAt).toISOString() : null,
    attempt:
      work && saga.attempt > 0
        ? { used: saga.attempt, of: budgetOf(work.step, work.direction, policy) }
        : null,
    placedAt: order.createdAt.toISOString(),
    deadlineAt: saga.deadlineAt === null ? null : new Date(saga.deadlineAt).toISOString(),
    updatedAt: new Date(Math.max(saga.updatedAt, order.updatedAt.getTime())).toISOString(),
  };
}
