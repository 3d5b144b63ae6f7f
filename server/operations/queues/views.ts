/** Queues and workers, in the words of the screen: what is to be done, by whom, and what was given up. */

export type BoundedNumber = { count: number; atLeast: boolean };

export type QueueView = {
  queue: string;
  title: string;
  /** Who is asked; null for what is ours alone. */
  partner: string | null;
  /** All that is to be done, and what of it may be done now. */
  waiting: BoundedNumber;
  due: BoundedNumber;
  /** Since when the oldest of what is due may be done. */
  oldestDueAt: string | null;
  inWork: number;
  /** Done or refused in the last minute. */
  perMinute: number;
  /** From being due to an answer; null where nobody is asked or nothing ended. */
  p50Ms: number | null;
  p95Ms: number | null;
  givenUp: BoundedNumber;
  oldestGivenUpAt: string | null;
};

export type QueueGroup = { title: string; queues: QueueView[] };

export type WorkerView = { number: number; since: string | null; host: string | null };

export type DutyView = {
  duty: string;
  title: string;
  /** What it looks for, as a sentence. */
  does: string;
  lastRunAt: string | null;
  /** What came of the last time: "mended 2", "nothing to mend"; null where nothing is counted. */
  outcome: { text: string; total: number; isWorthALook: boolean } | null;
  /** The number of the worker that is at it now. */
  byWorker: number | null;
};

export type QueuesView = {
  /** What is so, in one sentence. */
  headline: { tone: "done" | "wait" | "act"; text: string };
  groups: QueueGroup[];
  /** How far back the figures per minute and the times reach. */
  figuresSince: string | null;
  workers: WorkerView[];
  hasMoreWorkers: boolean;
  duties: DutyView[];
  asOf: string;
};
