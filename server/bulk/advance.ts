import {
  type BulkRow,
  type BulkTally,
  findBulk,
  markAsked,
  moveBulk,
  moveToStage,
  readAskedOrders,
  tallyBulk,
} from "#db/queries/bulk";
import { ask } from "./ask.ts";
import type { BulkServices } from "./bulk-services.ts";

const LAST_STAGE = 4;

/**
 * The next step of an operation that runs: stops it when too much goes wrong, waits
 * while a stage has not shown what became of it, or asks for as many as its pace
 * allows. Answers how many orders it asked for.
 */
export async function advance(services: BulkServices, id: number): Promise<number> {
  const { db } = services;
  const found = await findBulk(db, id);
  if (found?.bulk.state !== "running") return 0;
  const { bulk } = found;
  const tally = await tallyBulk(db, id);
  const stopCode = whyStop(bulk, tally);
  if (stopCode !== null) {
    await moveBulk(db, id, { from: ["running"], state: "stopped_itself", stateBy: null, stopCode });
    services.log.warn({ bulk: id, stopCode }, "bulk.stopped_itself");
    return 0;
  }
  const stage = stageInWork(bulk, tally);
  if (stage === null) {
    await moveBulk(db, id, { from: ["running"], state: "done", stateBy: null });
    return 0;
  }
  if (stage !== bulk.stage) {
    if (wasRefusedWhole(bulk.stage, tally)) return pauseBefore(services, id, stage);
    await moveToStage(db, id, stage);
  }
  return askNext(services, bulk, { stage, limit: allowance(bulk, tally) });
}

/**
 * A stage is there to try something. One whose orders were all refused has tried
 * nothing, and the next would be the first one: whether it is, a person says.
 */
async function pauseBefore({ db, log }: BulkServices, id: number, stage: number): Promise<0> {
  await db.transaction(async (tx) => {
    await moveBulk(tx, id, { from: ["running"], state: "paused", stateBy: null });
    // Whoever lets it go on lets it begin this stage, and is not asked about the same one again.
    await moveToStage(tx, id, stage);
  });
  log.warn({ bulk: id, stage }, "bulk.paused_itself");
  return 0;
}

async function askNext(
  services: BulkServices,
  bulk: BulkRow,
  { stage, limit }: { stage: number; limit: number },
): Promise<number> {
  if (limit <= 0) return 0;
  const before = new Set(
    (await readAskedOrders(services.db, bulk.id)).map(({ ordinal }) => ordinal),
  );
  await markAsked(services.db, { bulkId: bulk.id, stage, limit });
  const marked = await readAskedOrders(services.db, bulk.id);
  const fresh = marked.filter(({ ordinal }) => !before.has(ordinal));
  await ask(services, bulk, fresh);
  return fresh.length;
}

const count = (tally: readonly BulkTally[], ...states: BulkTally["state"][]) =>
  tally.filter(({ state }) => states.includes(state)).reduce((sum, each) => sum + each.count, 0);

function wasRefusedWhole(stage: number, tally: readonly BulkTally[]): boolean {
  const own = tally.filter((each) => each.stage === stage);
  return own.length > 0 && own.every(({ state }) => state === "refused");
}

function whyStop(bulk: BulkRow, tally: readonly BulkTally[]): BulkRow["stopCode"] {
  if (count(tally, "same_error") > bulk.sameErrorLimit) return "same_error";
  // What shows no effect is no better than an error: nobody knows why.
  if (count(tally, "new_error", "no_effect") > bulk.newErrorLimit) return "new_errors";
  return null;
}

/** The first stage that is not over: the next one begins when all of this one is known. */
function stageInWork(bulk: BulkRow, tally: readonly BulkTally[]): number | null {
  for (let stage = bulk.stage; stage <= LAST_STAGE; stage += 1) {
    const own = tally.filter((each) => each.stage === stage);
    if (count(own, "untouched", "asked") > 0) return stage;
  }
  return null;
}

/** So many a minute, whoever asked for them. */
function allowance(bulk: BulkRow, tally: readonly BulkTally[]): number {
  return bulk.perMinute - tally.reduce((sum, { lately }) => sum + lately, 0);
}
