import { STEP, UNDO_JOB } from "#server/saga/definition";
import { STEPS } from "#server/saga/types";

/** Direction, step and job of every kind of work, as three columns for `unnest`. */
export function jobsOfWork(): [directions: string[], steps: string[], jobs: string[]] {
  const forward = STEPS.map((step) => ["forward", step, STEP[step].forwardJob] as const);
  const undo = Object.entries(UNDO_JOB).map(([step, job]) => ["undo", step, job] as const);
  const all = [...forward, ...undo];
  return [all.map(([d]) => d), all.map(([, s]) => s), all.map(([, , j]) => j)];
}
