import { budgetOf } from "#server/saga/policy";
import type { Parked, Work } from "#server/saga/types";
import type { Situation } from "../situation/situation.ts";
import type { SagaEntry } from "../timeline/saga-entry.ts";
import { attemptOf, type TimelineAttempt } from "../timeline/timeline-attempts.ts";
import type { SinceView } from "./views.ts";

/**
 * How long an order has been where it is and how often it was tried there: what
 * makes "why" an answer to "why is it late"; or when it ended. Null while it goes its usual way.
 */
export function sinceWords(situation: Situation, entries: readonly SagaEntry[]): SinceView | null {
  const { saga } = situation;
  const tries = triesOf(entries, saga.work);
  if (saga.parked) return stoppedSince(saga.parked, tries);
  return saga.work === null ? endedAt(situation) : triedSince(situation, saga.work, tries);
}

function stoppedSince({ reason, since: at }: Parked, tries: Tries): SinceView {
  if (reason === "HELD_BY_OPERATOR") return since("On hold since", at);
  const calls = callsIn(tries);
  const before = calls > 1 ? `Tried ${calls} times; it waits` : "It waits";
  return since(`${before} for a person since`, at);
}

function endedAt({ saga, notice }: Situation): SinceView | null {
  if (notice.state === "failed" && notice.at !== null) return since("Not told since", notice.at);
  if (saga.completedAt === null) return null;
  const end = saga.position === "CANCELLED" ? "Cancelled" : "Completed";
  return since(`${end} at`, saga.completedAt);
}

function triedSince({ saga, policy }: Situation, work: Work, tries: Tries): SinceView | null {
  if (tries.firstAt === null) return null;
  if (tries.isAtWork) return since("It has been at work on it since", tries.firstAt);
  if (saga.inDoubtSince !== null && saga.attempt > 0) {
    const of = budgetOf(work.step, work.direction, policy);
    return since("Not known since", saga.inDoubtSince, `; ${saga.attempt} of ${of} attempts used.`);
  }
  const calls = callsIn(tries);
  if (calls === 0) return null;
  return since(calls === 1 ? "Tried once, at" : `Tried ${calls} times since`, tries.firstAt);
}

type Tries = {
  attempts: TimelineAttempt[];
  firstAt: number | null;
  /** The partner said last that it is at work: nothing went wrong. */
  isAtWork: boolean;
};

/** The tries of the work at hand, as the timeline counts them. */
function triesOf(entries: readonly SagaEntry[], work: Work | null): Tries {
  const tries: Tries = { attempts: [], firstAt: null, isAtWork: false };
  for (const { event } of entries) {
    if (event.type !== "StepRetryScheduled" && event.type !== "StepOutcomeUnknown") continue;
    if (event.data.step !== work?.step || event.data.direction !== work.direction) continue;
    tries.attempts = attemptOf(tries.attempts, event);
    tries.firstAt ??= event.at;
    tries.isAtWork = event.type === "StepRetryScheduled" && event.data.because === "pending";
  }
  return tries;
}

function callsIn({ attempts }: Tries): number {
  return attempts.filter(({ isCall }) => isCall).length;
}

function since(before: string, at: number, after = "."): SinceView {
  return { before, at: new Date(at).toISOString(), after };
}
