import { LEASE_MS, STEP, UNDO_JOB } from "./definition.ts";
import type { Instant, Parked, Saga, SagaJob, StackEntry, Work } from "./types.ts";

/** The entry to undo next: the topmost one still recorded. */
export function entryToUndo(saga: Saga): StackEntry | undefined {
  return saga.stack.findLast((entry) => entry.status === "recorded");
}

export function jobOf(saga: Saga, work: Work): SagaJob {
  if (work.direction === "forward" && work.step !== "order") return STEP[work.step].forwardJob;
  // From the recorded stack where it can be: the code may no longer know the step.
  return saga.stack.find((entry) => entry.step === work.step)?.job ?? UNDO_JOB[work.step];
}

/** Until when a call of the current dispatch may be under way; null when nothing is to be done. */
export function leaseUntil(saga: Saga): Instant | null {
  return saga.work ? saga.work.dueAt + LEASE_MS[jobOf(saga, saga.work)] : null;
}

/** Parked while a call may have been out whose answer never counted. */
export function isAnswerOwed({ reason }: Parked): boolean {
  return reason === "HELD_BY_OPERATOR" || reason === "UNREADABLE_EVENT";
}

/** A call of the current dispatch may be under way. */
export function isInFlight(saga: Saga, now: Instant): boolean {
  const until = leaseUntil(saga);
  return saga.work !== null && until !== null && saga.work.dueAt <= now && now < until;
}

/**
 * Raises the revision only with what a person would call a change: position,
 * parked reason, cancel flag, undo cursor. Retries and notes leave it alone, so
 * that an action is not refused for something its author could not care about.
 */
export function reviseIfSeen(before: Saga, after: Saga): Saga {
  const same =
    before.position === after.position &&
    before.parked?.reason === after.parked?.reason &&
    (before.cancelRequestedAt === null) === (after.cancelRequestedAt === null) &&
    undoCursor(before) === undoCursor(after);
  return same ? after : { ...after, revision: before.revision + 1 };
}

const undoCursor = (saga: Saga) =>
  saga.position === "COMPENSATING" ? (entryToUndo(saga)?.step ?? null) : null;
