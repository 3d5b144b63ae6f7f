import type { Pool } from "pg";

const CLAIM = `
  insert into upkeep_duties (duty, leased_by, leased_until)
  values ($1, $2, clock_timestamp() + make_interval(secs => $4::float8 / 1000))
  on conflict (duty) do update
  set leased_by = excluded.leased_by, leased_until = excluded.leased_until
  where (upkeep_duties.leased_until is null or upkeep_duties.leased_until <= clock_timestamp()
      -- Further off than any lease reaches, or done in the future (which rounding is not): the clock was set back.
      or upkeep_duties.leased_until > excluded.leased_until)
    and (upkeep_duties.last_run_at is null or upkeep_duties.last_run_at > clock_timestamp() + interval '1 second'
      or upkeep_duties.last_run_at <= clock_timestamp() - make_interval(secs => $3::float8 / 1000))`;

/**
 * True for the one worker that is to do a duty now: it is `everyMs` since anybody
 * did, and nobody is at it. A worker that dies at it is followed after `leaseMs`.
 */
export async function claimDuty(
  pool: Pool,
  duty: string,
  claim: { worker: number; everyMs: number; leaseMs: number },
): Promise<boolean> {
  const { worker, everyMs, leaseMs } = claim;
  const { rowCount } = await pool.query(CLAIM, [duty, worker, everyMs, leaseMs]);
  return rowCount === 1;
}

const FINISH = `
  update upkeep_duties
  set last_run_at = clock_timestamp(), last_mended = $3::int, total_mended = total_mended + $3::int,
      leased_by = null, leased_until = null
  where duty = $1 and leased_by = $2`;

export async function finishDuty(
  pool: Pool,
  duty: string,
  { worker, mended }: { worker: number; mended: number },
): Promise<void> {
  await pool.query(FINISH, [duty, worker, mended]);
}
