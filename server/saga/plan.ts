import { jobOf } from "./state.ts";
import type { Directive, SagaState } from "./types.ts";

/**
 * What must be queued for a saga in this state: its current dispatch, or
 * nothing. Derived from state alone, so a sweep can ask again and queue
 * whatever was lost.
 */
export function plan(state: SagaState): Directive | null {
  if (state.position === "NOT_STARTED" || state.parked || !state.work) return null;
  return {
    job: jobOf(state, state.work),
    dispatch: state.dispatch,
    dueAt: state.work.dueAt,
  };
}
