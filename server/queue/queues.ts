import type { SagaJob } from "#server/saga/types";
import { FORWARD_JOBS, UNDO_JOBS } from "#server/saga/types";

/** One queue a job, so that a slow partner's backlog never stands in front of another's. */
export const SAGA_QUEUES = [...FORWARD_JOBS, ...UNDO_JOBS] as const satisfies readonly SagaJob[];
export const NOTICE_QUEUE = "notify-customer";
export const QUEUES = [...SAGA_QUEUES, NOTICE_QUEUE] as const;
export type Queue = (typeof QUEUES)[number];

export const deadLetterOf = (queue: Queue) => `${queue}.dead-letter` as const;

/** What a saga's job carries: ids and nothing else. */
export type SagaJobData = {
  sagaUuid: string;
  dispatch: number;
  /** A net was handed over in process when it was queued: fetching it means that somebody may have called. */
  net: boolean;
};

export type NoticeJobData = {
  orderUuid: string;
  kind: "shipped" | "cancelled";
  /** Messages already tried for this cause; it sets the wait before the next. */
  attempt: number;
};

/**
 * The same for every queue. Attempts are counted by the saga, never by the
 * queue: pg-boss only hands work out again when a worker is lost.
 */
export const QUEUE_OPTIONS = {
  policy: "standard",
  notify: true,
  // An active job whose worker died is handed out again after this; longer than the longest lease.
  expireInSeconds: 30,
  retryLimit: 1_000,
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
