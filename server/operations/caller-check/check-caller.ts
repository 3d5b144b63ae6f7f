import type { Db, DbOrTx } from "#db/client";
import {
  findCallerCheck,
  findCallerFacts,
  keepCallerCheck,
  lockCallerChecks,
  readTriesOfHour,
} from "#db/queries/caller-checks";
import { AppError } from "#server/errors";
import type { Log } from "#server/log";
import { type CallerSaid, compareCaller } from "./compare-caller.ts";
import { TRIES_AN_HOUR, triesLeft } from "./tries-left.ts";
import type { CallerCheckAnswer } from "./views.ts";

type Wish = CallerSaid & { checkUuid: string; sagaUuid: string; actorId: string };

/**
 * Compares what a caller says with an order and tells whether it fits, nothing more.
 * Who asked and what came of it is committed before it is told. The same check sent
 * again is kept once and answers for the first: what was typed then is not known any more.
 */
export async function checkCaller(
  { db, log }: { db: Db; log: Pick<Log, "info" | "warn"> },
  wish: Wish,
): Promise<CallerCheckAnswer> {
  const answer = await db.transaction((tx) => compareInTurn(tx, wish), {
    // Each statement must see what was committed while this one waited for its turn.
    isolationLevel: "read committed",
  });
  const { actorId, sagaUuid, field } = wish;
  if (answer.type === "compared") log.info({ actorId, sagaUuid, field }, "customer.caller_checked");
  else log.warn({ actorId, sagaUuid, field }, "customer.caller_tries_used_up");
  return answer;
}

/**
 * Of two people at the last try the second finds it gone. The value typed goes into
 * no statement, so it can stand in no log of Postgres, and in no error of one.
 */
async function compareInTurn(tx: DbOrTx, wish: Wish): Promise<CallerCheckAnswer> {
  const { checkUuid, sagaUuid, actorId, field, value } = wish;
  await lockCallerChecks(tx, sagaUuid);
  const triedAt = await readTriesOfHour(tx, sagaUuid, TRIES_AN_HOUR);

  const known = await findCallerCheck(tx, checkUuid);
  if (known) {
    if (known.actorId !== actorId || known.sagaUuid !== sagaUuid || known.field !== field) {
      throw new AppError("forbidden", "This check was somebody else’s, or of something else.");
    }
    return answerOf(known, triedAt);
  }
  const { againAt } = triesLeft(triedAt);
  if (againAt !== null) return { type: "refused", againAt };

  const facts = await findCallerFacts(tx, sagaUuid);
  if (!facts) throw new AppError("not_found", "There is no such order.");
  const outcome = compareCaller({ field, value }, facts);
  const kept = await keepCallerCheck(tx, { checkUuid, sagaUuid, actorId, field, outcome });
  return answerOf(kept, outcome === "not_comparable" ? triedAt : [...triedAt, kept.checkedAt]);
}

function answerOf(
  { field, outcome, checkedAt }: Awaited<ReturnType<typeof keepCallerCheck>>,
  triedAt: readonly Date[],
): CallerCheckAnswer {
  return {
    type: "compared",
    field,
    outcome,
    checkedAt: checkedAt.toISOString(),
    ...triesLeft(triedAt),
  };
}
