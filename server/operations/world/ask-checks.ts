import type { DbOrTx } from "#db/client";
import { countChecksOf, putChecks, readChecksOf } from "#db/queries/checks";
import { findSagaStanding, readClock } from "#db/queries/sagas";
import { AppError } from "#server/errors";
import type { Policy } from "#server/saga/policy";
import { STEPS, type Step } from "#server/saga/types";
import { readPartnerStanding } from "../partners/read-partner-standing.ts";
import { situationOfRow } from "../situation/situation-of-row.ts";
import { CHECK_AGAIN_AFTER_MS, mayCheck } from "./check-view.ts";
import type { CheckAnswer } from "./views.ts";

/** One person asks no more than this in a minute: partners are to fulfil orders first. */
const MOST_A_MINUTE = 30;

/**
 * Puts questions to partners down, for a worker to ask: read-only look-ups by our
 * reference. Asked is not answered; the ledger shows what comes of them.
 */
export async function askChecks(
  { db, policy }: { db: DbOrTx; policy: Policy },
  by: string,
  { sagaUuid, steps }: { sagaUuid: string; steps: readonly Step[] },
): Promise<CheckAnswer> {
  const [row, checks, now, standing, asked] = await Promise.all([
    findSagaStanding(db, sagaUuid),
    readChecksOf(db, sagaUuid),
    readClock(db),
    readPartnerStanding(db),
    countChecksOf(db, by, 60),
  ]);
  if (!row) throw new AppError("not_found", "There is no such order.");
  if (asked + steps.length > MOST_A_MINUTE) {
    return refusedAll("You have asked a lot in the last minute. Ask again in a minute.");
  }
  const situation = situationOfRow(row, { now, policy, ...standing });
  const told = STEPS.filter((step) => steps.includes(step)).map((step) => ({
    step,
    may: situation.saga.stack.every((entry) => entry.step !== step)
      ? ({ allowed: false, because: "It was never asked for.", until: null } as const)
      : mayCheck(
          situation,
          step,
          checks.find((each) => each.step === step),
        ),
  }));
  const allowed = told.filter(({ may }) => may.allowed).map(({ step }) => step);
  if (allowed.length === 0) {
    const [first] = told.flatMap(({ may }) => (may.allowed ? [] : [may.because]));
    return refusedAll(first ?? "There is nothing to ask about.");
  }
  const againAfterMs = CHECK_AGAIN_AFTER_MS;
  return {
    asked: await putChecks(db, { sagaUuid, steps: allowed, by, againAfterMs }),
    because: null,
  };
}

function refusedAll(because: string): CheckAnswer {
  return { asked: [], because };
}
