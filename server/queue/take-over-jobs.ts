import type { Pool } from "pg";
import type { Boss } from "./open-boss.ts";
import { CALLED_BY_NOBODY_KNOWN, QUEUES } from "./queues.ts";

/** Who is alive, and what this process itself is at. */
export type Living = {
  /** The numbers of all workers that are alive, this one's included. */
  workers: readonly number[];
  worker: number;
  /** The jobs that this process does something for now. */
  inHand: readonly string[];
};

/**
 * For so long a job may be nobody's although all is well: the answer to its fetch,
 * or to the commit that handed it over, is still on its way.
 */
const SETTLING = "interval '3 seconds'";

const OURS = QUEUES.map((queue) => `'${queue}'`).join(", ");

// Of whom nobody is known it cannot be said that they are dead.
const OF_THE_DEAD = `(data->>'holder')::int <> ${CALLED_BY_NOBODY_KNOWN}
  and not ((data->>'holder')::int = any($1::int[]))`;

// Its commit's answer was lost, or it was let fall: this process holds it and does nothing for it.
const LET_FALL = `(data->>'holder')::int = $2 and not (id = any($3::uuid[]))`;

/** Jobs that nobody alive does anything for, by the three parameters of `livingValues`. */
export const LEFT_BEHIND = `state <= 'active' and (${OF_THE_DEAD}
    or (${LET_FALL} and coalesce(started_on, created_on) < now() - ${SETTLING}))`;

/** The first three parameters of a statement about what is left behind. */
export const livingValues = ({ workers, worker, inHand }: Living) => [workers, worker, inHand];

// Handed over and never fetched: due at once instead of when its time is over.
const RELEASE_NETS = `
  update pgboss.job set start_after = now()
  where name in (${OURS}) and state < 'active' and start_after > now()
    and (${OF_THE_DEAD} or (${LET_FALL} and created_on < now() - ${SETTLING}))`;

// Without a holder it was fetched by a build that wrote down who has it later, and did not come to it.
const FIND_ACTIVE = `
  select name, id, retry_count from pgboss.job
  where name in (${OURS}) and state = 'active'
    and (${OF_THE_DEAD}
      or (started_on < now() - ${SETTLING} and (data->>'holder' is null or (${LET_FALL}))))`;

type ActiveRow = { name: string; id: string; retry_count: number };

/**
 * Gives every job that nobody alive does anything for to whoever takes it next.
 * It only queues: each job is claimed by one fetch, and counts as one that may
 * have been called. Answers how many there were.
 */
export async function takeOverJobs(pool: Pool, boss: Boss, living: Living): Promise<number> {
  const values = livingValues(living);
  const nets = await pool.query(RELEASE_NETS, values);
  const { rows } = await pool.query<ActiveRow>(FIND_ACTIVE, values);
  for (const [queue, jobs] of Map.groupBy(rows, ({ name }) => name)) {
    // By attempt: a job that has been fetched again since is left alone.
    const attempts = jobs.map(({ id, retry_count }) => ({ id, retryCount: retry_count }));
    await boss.fail(queue, attempts, { code: "worker_lost" });
  }
  return (nets.rowCount ?? 0) + rows.length;
}
