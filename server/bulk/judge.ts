import {
  type BulkOrderRow,
  type BulkRow,
  closeBulkOrder,
  readActions,
  readAskedOrders,
} from "#db/queries/bulk";
import { readStreamsOf } from "#db/queries/failure-counts";
import type { OperatorActionRow } from "#db/queries/operations";
import { readClock } from "#db/queries/sagas";
import { receipt } from "#server/operations/receipts/receipt";
import type { Receipt, ReceiptResult } from "#server/operations/receipts/views";
import { entriesOf } from "#server/operations/timeline/saga-entries";
import { actionOf } from "./action-of.ts";
import { ask } from "./ask.ts";
import type { BulkServices } from "./bulk-services.ts";

/** Sees what became of the orders that were asked for, by the receipts that their own pages show. */
export async function judge(services: BulkServices, bulk: BulkRow): Promise<void> {
  const { db } = services;
  const waiting = await readAskedOrders(db, bulk.id);
  if (waiting.length === 0) return;
  const idOf = ({ sagaUuid }: BulkOrderRow) => actionOf(bulk.bulkUuid, sagaUuid);
  const actions = await readActions(db, waiting.map(idOf));
  const actionById = new Map(actions.map((action) => [action.actionId, action]));
  // Marked, but never recorded: a worker died in between, or the answer was lost.
  await ask(
    services,
    bulk,
    waiting.filter((order) => !actionById.has(idOf(order))),
  );
  const recorded = waiting.flatMap((order) => {
    const action = actionById.get(idOf(order));
    return action ? [{ order, action }] : [];
  });
  const receipts = await receiptsOf(
    services,
    recorded.map(({ action }) => action),
  );
  for (const { order, action } of recorded) {
    const read = receipts.get(action.actionId);
    if (read) await close(services, order, action, read);
  }
}

async function receiptsOf(
  { db }: BulkServices,
  actions: readonly OperatorActionRow[],
): Promise<Map<string, Receipt>> {
  const events = await readStreamsOf(
    db,
    actions.map(({ sagaUuid }) => sagaUuid),
  );
  const streams = Map.groupBy(events, ({ aggregateUuid }) => aggregateUuid);
  const now = await readClock(db);
  return new Map(
    actions.map((action) => [
      action.actionId,
      receipt(
        { ...action, createdAt: action.createdAt.getTime() },
        entriesOf(streams.get(action.sagaUuid) ?? []),
        { userId: action.actorId, actorName: "", now },
      ),
    ]),
  );
}

async function close(
  { db }: BulkServices,
  { bulkId, ordinal }: BulkOrderRow,
  { decision }: OperatorActionRow,
  { result, pickedUpAt, ranAt, closedAt }: Receipt,
): Promise<void> {
  if (result.type === "waiting") return;
  await closeBulkOrder(db, {
    bulkId,
    ordinal,
    state: stateOf(result, decision),
    outcome: result.text,
    pickedUpAt: dateOf(pickedUpAt),
    ranAt: dateOf(ranAt),
    closedAt: dateOf(closedAt) ?? new Date(await readClock(db)),
  });
}

function stateOf(
  { type }: Exclude<ReceiptResult, { type: "waiting" }>,
  decision: OperatorActionRow["decision"],
): BulkOrderRow["state"] {
  switch (type) {
    case "fixed":
    case "undone":
      return "fixed";
    case "no_effect_seen":
      return "no_effect";
    case "refused":
      // Recorded and then refused: a partner said no, which the next one may too.
      return decision === "accepted" ? "new_error" : "refused";
    case "same_error":
    case "new_error":
      return type;
  }
}

const dateOf = (text: string | null) => (text === null ? null : new Date(text));
