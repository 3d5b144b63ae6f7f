import type { Pool } from "pg";
import { deadLetterOf, type Queue } from "./queues.ts";

// pg-boss has no call for this: a job made due at once, and known not to have been called for.
// Without started_on the next fetch is its first, so that giving it back is no redelivery. No fetch before
// counts either: it was of an earlier step, or `redelivered` would say so.
const RELEASE = `
  update pgboss.job
  set state = case when state = 'active' then 'created' else state end, started_on = null,
    start_after = now(), retry_count = case when $3 then retry_count else 0 end,
    data = case when $3 then data else jsonb_set(data, '{holder}', 'null') end,
    name = coalesce($5, name), dead_letter = coalesce($6, dead_letter)
  where name = $1 and id = $2 and (state < 'active' or ($4 and state = 'active'))`;

/** How work is given back. */
export type ReleasedAs = {
  /** Its job was fetched; else it is a net, and whoever has fetched that meanwhile keeps it. */
  fetched: boolean;
  /** Somebody before may have called for it, so it stays a call whose outcome is unknown. */
  redelivered: boolean;
  /** The queue of the work, if it has moved on from that of its job (ADR 38). */
  to?: Queue;
};

/** Gives a job back: whoever is alive may take it now, from the queue of its work. */
export async function releaseJob(
  pool: Pool,
  { queue, jobId }: { queue: string; jobId: string },
  { fetched, redelivered, to }: ReleasedAs,
): Promise<void> {
  const home = to ? [to, deadLetterOf(to)] : [null, null];
  await pool.query(RELEASE, [queue, jobId, redelivered, fetched, ...home]);
}
