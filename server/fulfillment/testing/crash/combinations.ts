import { FORWARD_JOBS, type SagaJob, UNDO_JOBS } from "#server/saga/types";

/** Where something dies, in the life of one job. */
export const POINTS = {
  C0: "before the commit that asks for it",
  C1: "after that commit, before the request",
  C2: "after the partner acted, before its answer",
  C3: "after the answer, before the commit that records it",
  C4: "after that commit, before its acknowledgement",
  C5: "with its outcome recorded and its job there still",
  C6: "in the middle of the sweep that finds its job lost",
  C7: "while the worker shuts down",
} as const;
export type Point = keyof typeof POINTS;

/** How it dies. */
export const KILLS = {
  throw: "an exception",
  connection: "its database connections are cut",
  process: "kill -9",
} as const;
export type Kill = keyof typeof KILLS;

export type Combination = { point: Point; job: SagaJob; kill: Kill };

const POINT_NAMES: readonly Point[] = ["C0", "C1", "C2", "C3", "C4", "C5", "C6", "C7"];
const KILL_NAMES: readonly Kill[] = ["throw", "connection", "process"];
const JOBS: readonly SagaJob[] = [...FORWARD_JOBS, ...UNDO_JOBS];

export const directionOf = (job: SagaJob): "forward" | "undo" =>
  FORWARD_JOBS.some((forward) => forward === job) ? "forward" : "undo";

/** Why this cannot happen; null when it can. */
function impossible({ point, job, kill }: Combination): string | null {
  const isLocal = job === "cancel-order";
  if (isLocal && (point === "C1" || point === "C2" || point === "C7")) {
    return "cancel-order calls no partner: nothing is between its two commits";
  }
  if (point === "C4" && kill === "throw") {
    return "once the server has committed, nothing of ours runs before the acknowledgement is read";
  }
  if (point === "C5" && kill !== "throw") {
    return "outcome and job go in one transaction: only a job that comes twice leaves this state";
  }
  return null;
}

const ALL: readonly Combination[] = POINT_NAMES.flatMap((point) =>
  JOBS.flatMap((job) => KILL_NAMES.map((kill) => ({ point, job, kill }))),
);

export const POSSIBLE: readonly Combination[] = ALL.filter((each) => impossible(each) === null);

/** Each point with each kill, the jobs taking turns: what there is time for in every run. */
export const QUICK: readonly Combination[] = POINT_NAMES.flatMap((point, row) =>
  KILL_NAMES.flatMap((kill, column) => {
    const possible = POSSIBLE.filter((each) => each.point === point && each.kill === kill);
    return possible.slice((row + 2 * column) % Math.max(possible.length, 1)).slice(0, 1);
  }),
);

/** What was tried, a line a job, and the reasons of what was not. */
export function printTable(tried: readonly Combination[]): string {
  const letter: Record<Kill, string> = { throw: "t", connection: "c", process: "p" };
  const cell = (point: Point, job: SagaJob) =>
    KILL_NAMES.map((kill) => {
      const isTried = tried.some((t) => t.point === point && t.job === job && t.kill === kill);
      return isTried ? letter[kill] : "-";
    }).join("");
  const lines = JOBS.map((job) =>
    [directionOf(job).padEnd(8), job.padEnd(20), ...POINT_NAMES.map((p) => cell(p, job))].join(" "),
  );
  const reasons = new Map<string, number>();
  for (const each of ALL) {
    const why = impossible(each);
    if (why !== null) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  }
  return [
    `${tried.length} combinations of point, step, direction and kill (t exception, c connections cut, p kill -9):`,
    `${"".padEnd(29)} ${POINT_NAMES.join("  ")}`,
    ...lines,
    ...POINT_NAMES.map((point) => `${point} ${POINTS[point]}`),
    `Impossible, ${[...reasons.values()].reduce((sum, count) => sum + count, 0)}:`,
    ...[...reasons].map(([why, count]) => `  ${count} ${why}`),
  ].join("\n");
}
