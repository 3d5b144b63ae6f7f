import { entryToUndo, isAnswerOwed } from "./state.ts";
import type { Instant, Saga, StackEntryStatus, StackStep, Work } from "./types.ts";

/*
 * What the current dispatch is to do, as events open, renew and close it. These
 * are the only functions that raise the dispatch number but for parking.
 */

/** Opens the next dispatch: whatever an older one still brings is late from now on. */
export function opened(saga: Saga, work: Work): Saga {
  return { ...saga, dispatch: saga.dispatch + 1, work };
}

/** New work starts with a full budget and without doubt. */
export function begun(saga: Saga, work: Work): Saga {
  return { ...opened(saga, work), attempt: 0, tries: 0, inDoubtSince: null };
}

export function redispatched(saga: Saga, dueAt: Instant): Saga {
  return saga.work ? opened(saga, { ...saga.work, dueAt }) : saga;
}

/** What was due may have been called by a worker that has not answered yet. */
export function doubted(saga: Saga, at: Instant): Saga {
  const mayHaveBeenCalled = saga.work !== null && saga.work.dueAt <= at;
  return mayHaveBeenCalled ? { ...saga, inDoubtSince: saga.inDoubtSince ?? at } : saga;
}

/** A fresh round: budget, backoff and the window of doubt start again; doubt itself stays. */
export function resumed(saga: Saga, at: Instant): Saga {
  const known = doubtedOnResume(saga, at);
  const fresh: Saga = {
    ...known,
    parked: null,
    attempt: 0,
    tries: 0,
    inDoubtSince: known.inDoubtSince === null ? null : at,
  };
  return redispatched(fresh, at);
}

/** What fell due only after it was parked was never called; what waits and is due may have been. */
function doubtedOnResume(saga: Saga, at: Instant): Saga {
  if (!saga.parked) return doubted(saga, at);
  return isAnswerOwed(saga.parked) ? doubted(saga, saga.parked.since) : saga;
}

/** A closed gate goes back to what the position says; forward work is opened by the event that follows. */
export function closed(saga: Saga): Saga {
  if (!saga.work?.gate) return saga;
  const shut: Saga = { ...saga, work: null };
  // Before the end the shipment itself may still be in doubt; after it only the void was.
  return saga.position === "PENDING_SHIPMENT" ? shut : { ...shut, inDoubtSince: null, attempt: 0 };
}

export function nextUndo(saga: Saga, at: Instant): Saga {
  const entry = entryToUndo(saga);
  if (!entry) return { ...saga, work: null };
  return begun(saga, { direction: "undo", step: entry.step, gate: false, dueAt: at });
}

export function marked(saga: Saga, step: StackStep, status: StackEntryStatus): Saga["stack"] {
  return saga.stack.map((entry) =>
    entry.step === step && entry.status === "recorded" ? { ...entry, status } : entry,
  );
}
