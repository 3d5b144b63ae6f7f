import type { DbOrTx } from "#db/client";
import { type BulkOrderRow, findBulk, readBulkOrders } from "#db/queries/bulk";
import { findFailureGroup } from "#db/queries/failures";
import { readClock } from "#db/queries/sagas";
import { AppError } from "#server/errors";
import { groupLabel, groupTitle } from "../failures/group-words.ts";
import { bulkActions } from "./bulk-actions.ts";
import { bulkLabel, bulkTitle, headline, restSentence } from "./bulk-words.ts";
import { countsOf, refusedStage, stageViews } from "./stage-views.ts";
import type { BulkReceipt, BulkView } from "./views.ts";

/** More are on their own pages. */
const MAX_RECEIPTS = 200;
const GONE = "A former colleague";

/** The page of one operation, read from its rows: what the worker knows is what people see. */
export async function getBulk(
  { db }: { db: DbOrTx },
  viewer: { role: "support" | "admin" },
  id: number,
): Promise<BulkView> {
  const found = await findBulk(db, id);
  if (!found || found.bulk.startedAt === null) {
    throw new AppError("not_found", "There is no such operation.");
  }
  const { bulk } = found;
  const orders = await readBulkOrders(db, id);
  const [group, now] = await Promise.all([groupOf(db, bulk.groupId), readClock(db)]);
  const inStages = orders.filter(({ stage }) => stage !== null);
  const counts = countsOf(inStages);
  const total = inStages.length;
  const stateByName = bulk.stateBy === null ? null : (found.stateByName ?? GONE);
  const refused = refusedStage(bulk, inStages);
  const standing = { ...bulk, stateByName, refused, counts, total };
  const touched = inStages.filter(({ askedAt }) => askedAt !== null);
  const isOver = bulk.state !== "running";
  return {
    bulkId: id,
    label: bulkLabel(id),
    kind: bulk.kind,
    title: bulkTitle(bulk.kind),
    group,
    state: bulk.state,
    headline: headline(standing),
    headlineAt: isOver ? bulk.stateAt.toISOString() : null,
    rest: restSentence(standing),
    total,
    skipped: orders.length - total,
    counts,
    stages: stageViews(bulk, inStages),
    receipts: touched.slice(-MAX_RECEIPTS).flatMap(receiptView),
    receiptCount: { count: touched.length, atLeast: false },
    askedBy: found.askedByName ?? GONE,
    frozenAt: bulk.frozenAt.toISOString(),
    startedAt: bulk.startedAt?.toISOString() ?? null,
    reasonCode: bulk.reasonCode,
    note: bulk.note,
    perMinute: bulk.perMinute,
    sameErrorLimit: bulk.sameErrorLimit,
    newErrorLimit: bulk.newErrorLimit,
    actions: bulkActions({ ...bulk, counts, role: viewer.role }),
    asOf: new Date(now).toISOString(),
  };
}

async function groupOf(db: DbOrTx, groupId: number | null): Promise<BulkView["group"]> {
  if (groupId === null) return null;
  const found = await findFailureGroup(db, groupId, 1);
  return found ? { id: groupId, label: groupLabel(groupId), title: groupTitle(found.group) } : null;
}

function receiptView(order: BulkOrderRow): BulkReceipt[] {
  const { state, askedAt, pickedUpAt, ranAt } = order;
  if (askedAt === null || state === "untouched" || state === "skipped") return [];
  return [
    {
      orderNumber: order.orderNumber,
      state,
      askedAt: askedAt.toISOString(),
      pickedUpAt: pickedUpAt?.toISOString() ?? null,
      tookMs: pickedUpAt && ranAt ? Math.max(0, ranAt.getTime() - pickedUpAt.getTime()) : null,
      text: order.outcome ?? "Waiting for the result",
    },
  ];
}
