/** The first number of every worker's advisory lock; the second is the worker's own. */
export const WORKER_LOCK = 4242;
