import type { Db } from "#db/client";
import { type BulkRow, findBulk, moveBulk, readBulkOrders } from "#db/queries/bulk";
import { readClock } from "#db/queries/sagas";
import { AppError } from "#server/errors";
import type { Viewer } from "../order-view/get-order-view.ts";
import { mayUndo } from "./bulk-words.ts";
import type { BulkSteered } from "./views.ts";

/** A set that was fixed longer ago is fixed anew: too many of its orders have moved on. */
const PREVIEW_HOLDS_MS = 30 * 60_000;

type Start = {
  bulkId: number;
  reasonCode: string;
  note: string | null;
  perMinute: number;
  sameErrorLimit: number;
  newErrorLimit: number;
};

/** Starts what was frozen. A worker does the rest, and stops it when it goes wrong. */
export async function startBulk(
  { db }: { db: Db },
  viewer: Viewer,
  start: Start,
): Promise<BulkSteered> {
  const { bulkId, ...how } = start;
  const bulk = await findOwn(db, viewer, bulkId);
  await refuseUnlessMay(db, viewer, bulk);
  if ((await readClock(db)) - bulk.frozenAt.getTime() > PREVIEW_HOLDS_MS) {
    return { type: "moved_on", because: "This set was fixed more than 30 min ago. Fix it anew." };
  }
  const change = { from: ["frozen"] as BulkRow["state"][], state: "running" as const };
  const moved = await moveBulk(db, bulkId, { ...change, ...how, stateBy: viewer.userId });
  // Started by the same press before: the answer was lost, the operation was not.
  return moved || bulk.startedAt !== null ? { type: "changed" } : whatNow(db, bulkId);
}

const STEERS = {
  pause: { from: ["running"], state: "paused" },
  go_on: { from: ["paused"], state: "running" },
  stop: { from: ["running", "paused"], state: "stopped" },
} as const satisfies Record<string, { from: readonly BulkRow["state"][]; state: BulkRow["state"] }>;
export type BulkSteer = keyof typeof STEERS;

/** What was asked for already is let end; nothing more is asked for until somebody goes on. */
export async function steerBulk(
  { db }: { db: Db },
  viewer: Viewer,
  { bulkId, steer }: { bulkId: number; steer: BulkSteer },
): Promise<BulkSteered> {
  const found = await findBulk(db, bulkId);
  if (!found) throw new AppError("not_found", "There is no such operation.");
  if (steer === "go_on") await refuseUnlessMay(db, viewer, found.bulk);
  const { from, state } = STEERS[steer];
  const moved = await moveBulk(db, bulkId, { from: [...from], state, stateBy: viewer.userId });
  return moved ? { type: "changed" } : whatNow(db, bulkId);
}

/** What one person has looked at is not another's to start. */
async function findOwn(db: Db, viewer: Viewer, bulkId: number): Promise<BulkRow> {
  const found = await findBulk(db, bulkId);
  if (found?.bulk.askedBy !== viewer.userId) {
    throw new AppError("not_found", "There is no such set any more. Fix it anew.");
  }
  return found.bulk;
}

async function refuseUnlessMay(db: Db, { role }: Viewer, { id, kind }: BulkRow): Promise<void> {
  const orders = await readBulkOrders(db, id);
  const count = orders.filter(({ state }) => state === "untouched").length;
  const may = mayUndo({ kind, count, role });
  if (!may.allowed) throw new AppError("forbidden", may.because);
}

const NOW: Record<BulkRow["state"], string> = {
  frozen: "It was not started yet.",
  running: "It runs again.",
  paused: "Somebody paused it first.",
  stopped: "Somebody stopped it first.",
  stopped_itself: "It stopped itself first.",
  done: "It was done first.",
};

async function whatNow(db: Db, bulkId: number): Promise<BulkSteered> {
  const found = await findBulk(db, bulkId);
  return { type: "moved_on", because: found ? NOW[found.bulk.state] : "It is gone." };
}
