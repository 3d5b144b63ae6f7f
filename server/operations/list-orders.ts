import type { DbOrTx } from "#db/client";
import { readClock, readSagaIds, readShownOrders, type ShownOrderRow } from "#db/queries/sagas";
import { budgetOf, type Policy } from "#server/saga/policy";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { liveStatus } from "./live-status.ts";
import { maskName } from "./mask.ts";
import { readPartnerStanding } from "./read-partner-standing.ts";
import type { Situation } from "./situation.ts";
import { situationOfRow } from "./situation-of-row.ts";
import type { ListFilter, OrderPage, OrderRow } from "./views.ts";
import { whereAndWhy } from "./where-and-why.ts";

/** One page of orders, newest first. */
export async function listOrders(
  { db, policy }: { db: DbOrTx; policy: Policy },
  { filter, cursor, limit }: { filter: ListFilter; cursor: string | null; limit: number },
): Promise<OrderPage> {
  const beforeId = cursor === null ? null : decodeCursor(cursor, filter);
  const [ids, now, standing] = await Promise.all([
    // One more than asked for tells whether a next page exists.
    readSagaIds(db, { filter, beforeId, limit: limit + 1 }),
    readClock(db),
    readPartnerStanding(db),
  ]);
  const shown = ids.slice(0, limit);
  const rows = await readShownOrders(db, shown);
  const lastId = shown.at(-1);
  return {
    items: rows.map((row) => orderRow(row, situationOfRow(row, { now, policy, ...standing }))),
    nextCursor: ids.length > limit && lastId !== undefined ? encodeCursor(lastId, filter) : null,
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
