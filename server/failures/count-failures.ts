import { type Db, type DbOrTx, overPool } from "#db/client";
import { readEventHead } from "#db/queries/events";
import {
  addFailureHours,
  addFailureNotes,
  addFailureOrders,
  lockCursor,
  lockFailureGroups,
  moveCursor,
  readCursor,
  upsertFailureGroups,
} from "#db/queries/failure-counts";
import { newUuid } from "#server/ids";
import type { UpkeepContext } from "#server/upkeep/upkeep-context";
import { cameBack } from "./came-back.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { readFailures, type SeenFailure } from "./read-failures.ts";

export const FAILURES_DUTY = "failures";

/** Events looked at in one transaction. */
const BATCH = 10_000;
/** Then another duty's turn comes: a store of millions is worked off over several runs. */
const RUN_MS = 2_000;

/** True while there are events that were not counted: asked before the duty is claimed, because it writes nothing. */
export async function hasUncounted({ pool }: Pick<UpkeepContext, "pool">): Promise<boolean> {
  const db = overPool(pool);
  return (await readEventHead(db)) > (await readCursor(db, FAILURES_DUTY));
}

/**
 * Counts what failed since the last run into its groups. The counts and how far
 * they came are written in one transaction, so each event counts once whoever is
 * killed. Answers how many tries it counted.
 */
export async function countFailures({ pool }: Pick<UpkeepContext, "pool">): Promise<number> {
  const db = overPool(pool);
  const until = performance.now() + RUN_MS;
  let counted = 0;
  for (;;) {
    const batch = await countBatch(db);
    counted += batch.failures;
    if (batch.isLast || performance.now() > until) return counted;
  }
}

function countBatch(db: Db): Promise<{ failures: number; isLast: boolean }> {
  return db.transaction(async (tx) => {
    const after = await lockCursor(tx, FAILURES_DUTY);
    const head = await readEventHead(tx);
    const upTo = Math.min(after + BATCH, head);
    if (upTo <= after) return { failures: 0, isLast: true };
    const failures = await readFailures(tx, after, upTo);
    if (failures.length > 0) await addAll(tx, failures);
    await moveCursor(tx, FAILURES_DUTY, upTo);
    return { failures: failures.length, isLast: upTo === head };
  });
}

const HOUR_MS = 60 * 60_000;

async function addAll(tx: DbOrTx, failures: readonly SeenFailure[]): Promise<void> {
  const byKey = Map.groupBy(failures, fingerprintOf);
  const before = await lockFailureGroups(tx, [...byKey.keys()]);
  const ids = await upsertFailureGroups(
    tx,
    [...byKey].map(([fingerprint, seen]) => ({ fingerprint, ...summaryOf(seen) })),
  );
  const idOf = (failure: SeenFailure) => {
    const id = ids.get(fingerprintOf(failure));
    if (id === undefined) throw new Error("Bug: a failure without a group");
    return id;
  };
  const returned = before.flatMap((group) => cameBack(group, byKey.get(group.fingerprint) ?? []));
  await addFailureHours(tx, hoursOf(failures, idOf));
  await addFailureOrders(
    tx,
    failures.map((failure) => ({ groupId: idOf(failure), sagaUuid: failure.sagaUuid })),
  );
  await addFailureNotes(
    tx,
    returned.map((note) => ({ noteId: newUuid(), authorId: null, note: null, ...note })),
  );
}

function summaryOf(seen: readonly SeenFailure[]) {
  const times = seen.map(({ at }) => at.getTime());
  const [first] = seen;
  if (!first) throw new Error("Bug: a group without a failure");
  const { step, direction, code } = first;
  return {
    step,
    direction,
    code,
    firstSeenAt: new Date(Math.min(...times)),
    lastSeenAt: new Date(Math.max(...times)),
    attempts: seen.length,
  };
}

function hoursOf(failures: readonly SeenFailure[], idOf: (failure: SeenFailure) => number) {
  const hourOf = ({ at }: SeenFailure) => Math.floor(at.getTime() / HOUR_MS) * HOUR_MS;
  const byHour = Map.groupBy(failures, (failure) => `${idOf(failure)} ${hourOf(failure)}`);
  return [...byHour.values()].flatMap((seen) => {
    const [first] = seen;
    return first
      ? [{ groupId: idOf(first), hour: new Date(hourOf(first)), attempts: seen.length }]
      : [];
  });
}
