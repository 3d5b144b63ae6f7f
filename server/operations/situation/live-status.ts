import type { ParkedReason, Saga } from "#server/saga/types";
import { partnerOf } from "../partners/partner-words.ts";
import type { HeldPartner, Notice, OpenCircuit, Situation } from "./situation.ts";
import type { LiveStatus, StatusView } from "./views.ts";

/** A lease over for this long means that nobody picked the work up: the nets fire within seconds. */
export const STALLED_AFTER_MS = 60_000;

/** A first message needs a moment; only one that is still due after this is worth a look. */
export const NOTICE_GRACE_MS = 60_000;

/** The badge of an order: derived from its row and the clock, never stored. */
export function liveStatus(situation: Situation): StatusView {
  const status = statusOf(situation);
  return { status, progress: status === "undoing" ? undoProgress(situation.saga) : null };
}

function statusOf(situation: Situation): LiveStatus {
  const { saga } = situation;
  if (saga.parked) return PARKED_STATUS[saga.parked.reason];
  if (saga.work === null) return endedStatus(situation);
  if (heldPartner(situation)) return "on_hold";
  const isShut = openCircuit(situation) !== null;
  // Nothing is sent before the partner is well again: nobody need take the work up.
  if (!isShut && isStalled(situation)) return "stalled";
  if (saga.work.direction === "undo") return "undoing";
  if (isShut) return saga.inDoubtSince === null ? "retrying" : "outcome_unknown";
  return forwardStatus(situation);
}

export const PARKED_STATUS: Record<ParkedReason, LiveStatus> = {
  RETRIES_EXHAUSTED: "needs_a_person",
  OUTCOME_UNKNOWN: "needs_a_person",
  PARTNER_MISCONFIGURED: "needs_a_person",
  REQUEST_REFUSED: "needs_a_person",
  UNREADABLE_EVENT: "needs_a_person",
  COMPENSATION_REFUSED: "undo_refused",
  COMPENSATION_EXHAUSTED: "undo_stopped",
  HELD_BY_OPERATOR: "on_hold",
};

function endedStatus({ saga, notice, now }: Situation): LiveStatus {
  if (isUntold(notice, saga, now)) return "customer_not_told";
  // Work is null between two events of one commit only; a stored row without work has ended.
  return saga.position === "CANCELLED" ? "cancelled" : "completed";
}

function isUntold(notice: Notice, saga: Saga, now: number): boolean {
  if (notice.state === "failed") return true;
  if (notice.state !== "due") return false;
  return notice.code !== null || now - (saga.completedAt ?? saga.updatedAt) > NOTICE_GRACE_MS;
}

/** The hold that keeps this order's next call from being sent. */
export function heldPartner({ saga, held }: Situation): HeldPartner | null {
  const { work } = saga;
  if (work === null) return null;
  const partner = partnerOf(work.step);
  return held.find((hold) => hold.partner === partner && hold.direction === work.direction) ?? null;
}

/** The circuit behind which this order's next call waits. */
export function openCircuit({ saga, open }: Situation): OpenCircuit | null {
  const { work } = saga;
  if (work === null) return null;
  const partner = partnerOf(work.step);
  return open.find((each) => each.partner === partner && each.direction === work.direction) ?? null;
}

function isStalled({ leaseUntil, now }: Situation): boolean {
  return leaseUntil !== null && now - leaseUntil > STALLED_AFTER_MS;
}

function forwardStatus({ saga, leaseUntil, now }: Situation): LiveStatus {
  if (saga.inDoubtSince !== null) return "outcome_unknown";
  const dueAt = saga.work?.dueAt ?? now;
  const isCalling = dueAt <= now && leaseUntil !== null && now < leaseUntil;
  if (isCalling) return "running";
  if (saga.tries === 0) return "scheduled";
  // Told to wait by a partner that is at work on it: the attempt stays open, nothing went wrong.
  return saga.lastError === null ? "running" : "retrying";
}

/** Which undo is in work, of how many that are needed; cancelling the order counts as the last. */
export function undoProgress(saga: Saga): { done: number; of: number } {
  // Something made after the order was cancelled is undone on its own.
  if (saga.position === "CANCELLED") return { done: 1, of: 1 };
  const needed = saga.stack.filter((entry) => entry.status !== "not_needed");
  const done = needed.filter((entry) => entry.status !== "recorded").length;
  return { done: Math.min(done + 1, needed.length), of: needed.length };
}
