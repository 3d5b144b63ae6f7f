import { type BulkOrderRow, type BulkRow, closeBulkOrder } from "#db/queries/bulk";
import { readClock } from "#db/queries/sagas";
import { applyCommand } from "#server/operations/order-actions/apply-command";
import { actionOf } from "./action-of.ts";
import type { BulkServices } from "./bulk-services.ts";

/**
 * Asks for each of these as a person would on the order's own page, on the revision
 * that was frozen. What is refused closes at once; what became of the rest is judged
 * later, by their receipts.
 */
export async function ask(
  services: BulkServices,
  bulk: BulkRow,
  orders: readonly BulkOrderRow[],
): Promise<void> {
  const asked = await Promise.allSettled(orders.map((order) => askOne(services, bulk, order)));
  const [failed] = asked.filter((one) => one.status === "rejected");
  // Nobody knows whether it was recorded: the next run asks again, under the same action.
  if (failed) services.log.warn({ err: failed.reason, bulk: bulk.id }, "bulk.not_recorded");
}

async function askOne(services: BulkServices, bulk: BulkRow, order: BulkOrderRow): Promise<void> {
  if (bulk.reasonCode === null) throw new Error("Bug: a bulk operation runs without a reason");
  const result = await applyCommand(services, {
    type: "command",
    sagaUuid: order.sagaUuid,
    actionId: actionOf(bulk.bulkUuid, order.sagaUuid),
    actorId: bulk.askedBy,
    reasonCode: bulk.reasonCode,
    note: bulk.note,
    revision: order.revision,
    command: { type: bulk.kind },
  });
  if (result.type === "accepted") return;
  const { bulkId, ordinal } = order;
  await closeBulkOrder(services.db, {
    bulkId,
    ordinal,
    state: result.type === "ignored" ? "no_effect" : "refused",
    outcome: result.because,
    pickedUpAt: null,
    ranAt: null,
    closedAt: new Date(await readClock(services.db)),
  });
}
