import type { Db, DbOrTx } from "#db/client";
import { readCallerChecks } from "#db/queries/caller-checks";
import { readChecksOf } from "#db/queries/checks";
import { readEventsOf } from "#db/queries/events";
import { readNotes } from "#db/queries/notes";
import { type OperatorActionRow, readOperatorActions, readUserNames } from "#db/queries/operations";
import { readRelatives } from "#db/queries/orders";
import { readDriftsOf } from "#db/queries/partners";
import { readReveals } from "#db/queries/reveals";
import { findShownOrder, readClock } from "#db/queries/sagas";
import { AppError } from "#server/errors";
import type { StoredEvent } from "#server/fulfillment/event-codec";
import type { Policy } from "#server/saga/policy";
import { readPartnerStanding } from "../partners/read-partner-standing.ts";
import { situationOfRow } from "../situation/situation-of-row.ts";
import { entriesOf, personIds } from "../timeline/saga-entries.ts";
import { composeOrderView } from "./compose-order-view.ts";
import { toOrderNumber } from "./to-order-number.ts";
import type { OrderView } from "./views.ts";

/** A week of retries has fewer; what is older than these is in the event list of a later version. */
const MAX_EVENTS = 2_000;
const MAX_RECEIPTS = 50;
/** Versions of notes; an order that needs more has a case of its own somewhere else. */
const MAX_NOTES = 500;
/** The newest; all are in the tables. */
const MAX_REVEALS = 100;
const MAX_CALLER_CHECKS = 100;

export type Viewer = { userId: string; role: "support" | "admin" };

/** Everything the page of one order shows, from one moment: row, events and actions agree. */
export async function getOrderView(
  { db, policy }: { db: Db; policy: Policy },
  viewer: Viewer,
  orderNumberAsTyped: string,
): Promise<OrderView> {
  const orderNumber = toOrderNumber(orderNumberAsTyped);
  const read = await db.transaction((tx) => readOrder(tx, orderNumber), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
  const entries = entriesOf(read.events);
  const names = await readUserNames(db, personIds(entries, read.actions));
  const situation = situationOfRow(read.row, { now: read.now, policy, ...read.standing });
  return composeOrderView({ ...read, entries, names, situation, viewer });
}

async function readOrder(tx: DbOrTx, orderNumber: string) {
  const row = await findShownOrder(tx, orderNumber);
  if (!row) throw new AppError("not_found", "There is no such order.");
  const { orderUuid } = row.order;
  const sagaUuid = row.saga.saga_uuid;
  const events: StoredEvent[] = await readEventsOf(tx, [orderUuid, sagaUuid], MAX_EVENTS);
  const actions: OperatorActionRow[] = await readOperatorActions(tx, sagaUuid, MAX_RECEIPTS);
  return {
    row,
    events,
    actions,
    notes: await readNotes(tx, sagaUuid, MAX_NOTES),
    reveals: await readReveals(tx, sagaUuid, MAX_REVEALS),
    callerChecks: await readCallerChecks(tx, sagaUuid, MAX_CALLER_CHECKS),
    drifts: await readDriftsOf(tx, sagaUuid),
    checks: await readChecksOf(tx, sagaUuid),
    relatives: await readRelatives(tx, row.order),
    standing: await readPartnerStanding(tx),
    now: await readClock(tx),
  };
}
