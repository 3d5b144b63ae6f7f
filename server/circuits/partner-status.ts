import type { Pool } from "pg";
import { z } from "zod";
import { PARTNERS, type PartnerName } from "#server/partners/types";
import type { Direction } from "#server/saga/types";
import type { Cause, Circuit } from "./circuit.ts";

/** What all workers know of one circuit. Times are told as what is left of them by the database's clock. */
const statusRow = z.object({
  partner: z.enum(PARTNERS),
  direction: z.enum(["forward", "undo"]),
  held: z.boolean(),
  cause: z.enum(["failing", "misconfigured", "asked_to_wait"]).nullable(),
  probeInMs: z.coerce.number().nullable(),
  failedProbes: z.number(),
  reopening: z.boolean(),
});
export type PartnerStatus = z.infer<typeof statusRow>;

/** No wait is as long: one that is was begun before the database's clock was set back, and is over. */
const isOver = (at: string) =>
  `(${at} <= clock_timestamp() or ${at} > clock_timestamp() + interval '5 minutes')`;

const READ = `
  select partner, direction, held_since is not null held,
    -- A wait that a partner asked for ends by itself.
    case when circuit_cause = 'asked_to_wait' and ${isOver("probe_at")} then null
      else circuit_cause end cause,
    case when ${isOver("probe_at")} then 0
      else extract(epoch from probe_at - clock_timestamp()) * 1000 end "probeInMs",
    failed_probes "failedProbes", reopening_since is not null reopening
  from partner_status`;

export async function readPartnerStatus(pool: Pool): Promise<PartnerStatus[]> {
  const { rows } = await pool.query(READ);
  return rows.map((row) => statusRow.parse(row));
}

const after = (ms: string) => `clock_timestamp() + make_interval(secs => ${ms}::float8 / 1000)`;

/** What stood before it ends when another begins: a partner that failed may refuse our key by now. */
const OPEN = `
  with opened as (
    update partner_status
    set circuit_cause = $3, circuit_code = $4, opened_at = clock_timestamp(),
        probe_at = ${after("$5")}, failed_probes = 0, probed_by = null, probe_until = null
    where partner = $1 and direction = any($2::text[])
      and (circuit_cause is null or circuit_cause = 'asked_to_wait'
        or (circuit_cause = 'failing' and $3 = 'misconfigured'))
    returning partner, direction, opened_at
  ), ended as (
    update partner_incidents i set ended_at = greatest(i.started_at, o.opened_at) from opened o
    where i.partner = o.partner and i.direction = o.direction and i.ended_at is null
  ), began as (
    insert into partner_incidents (partner, direction, started_at, cause, code)
    select partner, direction, opened_at, $3, $4 from opened where $3 <> 'asked_to_wait'
    on conflict do nothing
  )
  select 1 from opened`;

/** True for the one worker whose report opened it: whoever gets that tells people. */
export async function openCircuit(
  pool: Pool,
  opening: {
    partner: PartnerName;
    directions: readonly Direction[];
    cause: Cause;
    code: string;
    probeInMs: number;
  },
): Promise<boolean> {
  const { partner, directions, cause, code, probeInMs } = opening;
  const { rowCount } = await pool.query(OPEN, [partner, directions, cause, code, probeInMs]);
  return rowCount !== 0;
}

const CLAIM = `
  update partner_status
  set probed_by = $4, probe_until = ${after("$5")}
  where partner = $1 and direction = $2 and circuit_cause = $3
    and ${isOver("probe_at")} and (probe_until is null or ${isOver("probe_until")})`;

/** True for the one worker that may try whether the partner is well again. */
export async function claimProbe(
  pool: Pool,
  { partner, direction }: Circuit,
  claim: { cause: Cause; worker: number; probeMs: number },
): Promise<boolean> {
  const { cause, worker, probeMs } = claim;
  const { rowCount } = await pool.query(CLAIM, [partner, direction, cause, worker, probeMs]);
  return rowCount === 1;
}

const FAIL_PROBE = `
  update partner_status
  set probe_at = ${after("$4")}, failed_probes = failed_probes + 1, circuit_code = $5,
      probed_by = null, probe_until = null
  where partner = $1 and direction = $2 and probed_by = $3`;

export async function failProbe(
  pool: Pool,
  { partner, direction }: Circuit,
  failure: { worker: number; code: string; probeInMs: number },
): Promise<void> {
  const { worker, code, probeInMs } = failure;
  await pool.query(FAIL_PROBE, [partner, direction, worker, probeInMs, code]);
}

const GIVE_UP = `
  update partner_status set probed_by = null, probe_until = null
  where partner = $1 and direction = $2 and probed_by = $3`;

/** The probe never left: somebody else may try at once. */
export async function giveUpProbe(
  pool: Pool,
  { partner, direction }: Circuit,
  worker: number,
): Promise<void> {
  await pool.query(GIVE_UP, [partner, direction, worker]);
}

const GIVE_UP_OF_THE_DEAD = `
  update partner_status set probed_by = null, probe_until = null
  where probed_by is not null and not (probed_by = any($1::int[]))`;

/** Whoever tried whether a partner is well again and died over it: somebody alive may try at once. */
export async function giveUpProbesOfTheDead(
  pool: Pool,
  workersAlive: readonly number[],
): Promise<void> {
  await pool.query(GIVE_UP_OF_THE_DEAD, [workersAlive]);
}

const CLOSED = `circuit_cause = null, circuit_code = null, opened_at = null, probe_at = null,
      failed_probes = 0, probed_by = null, probe_until = null`;

/** What closes a circuit ends its incident in the same statement. */
const closing = (which: string) => `
  with closed as (
    update partner_status set ${CLOSED} where ${which} returning partner, direction
  ), ended as (
    update partner_incidents i set ended_at = greatest(i.started_at, clock_timestamp()) from closed c
    where i.partner = c.partner and i.direction = c.direction and i.ended_at is null
  )
  select 1 from closed`;

const CLOSE = closing("partner = $1 and direction = $2 and circuit_cause = any($3::text[])");

/** True when it was open for one of these causes. */
export async function closeCircuit(
  pool: Pool,
  { partner, direction }: Circuit,
  causes: readonly Cause[],
): Promise<boolean> {
  const { rowCount } = await pool.query(CLOSE, [partner, direction, causes]);
  return rowCount === 1;
}

// A hold that stands meanwhile is a person's: its release resumes the orders.
const MEND = `
  update partner_status set reopening_since = coalesce(reopening_since, clock_timestamp())
  where partner = $1 and circuit_cause = 'misconfigured' and held_since is null`;
const MEND_HELD = closing(
  "partner = $1 and circuit_cause = 'misconfigured' and held_since is not null",
);

/** The partner takes our key again: its orders are resumed first, then calls may leave. */
export async function markMended(pool: Pool, partner: PartnerName): Promise<void> {
  await pool.query(MEND_HELD, [partner]);
  await pool.query(MEND, [partner]);
}

const LIFT_HOLD = `
  update partner_status
  set held_since = null, held_by = null, hold_reason = null, reopening_since = null
  where partner = $1 and direction = $2 and reopening_since is not null`;

/** The orders that waited are resumed: whatever reopening was asked for, calls may leave again. */
export async function reopen(pool: Pool, circuit: Circuit): Promise<void> {
  await closeCircuit(pool, circuit, ["misconfigured"]);
  await pool.query(LIFT_HOLD, [circuit.partner, circuit.direction]);
}
