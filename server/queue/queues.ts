import type { SagaJob } from "#server/saga/types";
import { FORWARD_JOBS, UNDO_JOBS } from "#server/saga/types";

/** One queue a job, so that a slow partner's backlog never stands in front of another's. */
export const SAGA_QUEUES = [...FORWARD_JOBS, ...UNDO_JOBS] as const satisfies readonly SagaJob[];
export const NOTICE_QUEUE = "notify-customer";
export const QUEUES = [...SAGA_QUEUES, NOTICE_QUEUE] as const;
export type Queue = (typeof QUEUES)[number];

export const DEAD_LETTER_SUFFIX = ".dead-letter";
export type DeadLetterQueue = `${Queue}${typeof DEAD_LETTER_SUFFIX}`;
export const deadLetterOf = (queue: Queue): DeadLetterQueue => `${queue}${DEAD_LETTER_SUFFIX}`;

/** What a saga's job carries: ids and nothing else. */
export type SagaJobData = {
  sagaUuid: string;
  dispatch: number;
  /**
   * The worker that was handed this work when it was queued, or that has fetched
   * it since. Whoever fetches a job with a holder must reckon that it was called.
   */
  holder: number | null;
};

/** The holder of a job that was queued again: whoever had the one that was lost may have called. */
export const CALLED_BY_NOBODY_KNOWN = 0;

export type NoticeJobData = {
  orderUuid: string;
  kind: "shipped" | "cancelled";
  /** Messages already tried; it sets the wait before the next. */
  attempt: number;
  /** An earlier try may have arrived: another one that may have is the last. */
  doubted: boolean;
  /** As for a saga's job; absent in jobs that were queued before it was kept. */
  holder?: number | null;
};

/** One attempt at a message, connection to last byte; and how long it is left to whoever was handed it. */
export const NOTICE_TIMEOUT_MS = 20_000;
export const NOTICE_LEASE_MS = 30_000;

/**
 * For so long a job is left to whoever has fetched it or was handed its work, then
 * anybody may get it; longer than the longest lease of a call, so that a saga may
 * go on under it.
 */
export const NET_MS = 30_000;

/**
 * The same for every queue. Attempts are counted by the saga, never by the
 * queue: pg-boss only hands work out again when a worker is lost.
 */
export const QUEUE_OPTIONS = {
  policy: "standard",
  notify: true,
  expireInSeconds: NET_MS / 1_000,
  // Far more than the lives of workers that one call may cost; then a person must look.
  retryLimit: 100,
  retryDelay: 0,
  // Far beyond any saga: an undo is retried for days, and a queued job must not vanish before it.
  retentionSeconds: 90 * 86_400,
  deleteAfterSeconds: 7 * 86_400,
} as const;

export const DEAD_LETTER_OPTIONS = {
  policy: "standard",
  retentionSeconds: 365 * 86_400,
  deleteAfterSeconds: 0,
} as const;
