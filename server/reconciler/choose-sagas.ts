import type { Pool } from "pg";
import { findSaga, SAGA_COLUMNS, type SagaRow } from "#server/fulfillment/saga-row";
import type { Saga } from "#server/saga/types";

const COLUMNS = Object.keys(SAGA_COLUMNS)
  .map((name) => `g.${name}`)
  .join(", ");

/** Still for long enough that no partner's own books lag behind. */
const STANDS_STILL = `
  (g.step is null or g.parked_reason is not null)
  and g.updated_at < clock_timestamp() - make_interval(secs => $2::float8 / 1000)`;

// The newest first: what went out last can still be put right.
// Ids follow the starts, so the first that is too old ends the walk: else a quiet day reads every saga there is.
const READ_NEXT = `
  select g.id::float8, ${COLUMNS} from order_fulfillment_sagas g
  where g.id < coalesce((select cursor from upkeep_duties where duty = $4), 9223372036854775807)
    and g.id > coalesce((
      select id from order_fulfillment_sagas
      where started_at <= clock_timestamp() - make_interval(secs => $3::float8 / 1000)
      order by id desc limit 1), 0)
    and ${STANDS_STILL}
    and g.started_at > clock_timestamp() - make_interval(secs => $3::float8 / 1000)
  order by g.id desc limit $1`;

const READ_DRIFTED = `
  select ${COLUMNS} from order_fulfillment_sagas g
  where g.saga_uuid in (
      select saga_uuid from partner_drifts group by saga_uuid order by min(checked_at) limit $1)
    and ${STANDS_STILL}`;

const MOVE_CURSOR = "update upkeep_duties set cursor = $2 where duty = $1";

export type Scope = {
  duty: string;
  /** The most that are compared in one run. */
  limit: number;
  /** How long a saga must have stood still. */
  settledMs: number;
  /** How long after its start an order is still compared. */
  windowMs: number;
};

/**
 * The sagas whose turn it is: from the newest back to the end of the window, and
 * then from the newest again. What differed the last time is looked at every time.
 */
export async function chooseSagas(pool: Pool, scope: Scope): Promise<Saga[]> {
  const { duty, limit, settledMs, windowMs } = scope;
  const drifted = await pool.query<SagaRow>(READ_DRIFTED, [limit, settledMs]);
  const next = await pool.query<SagaRow & { id: number }>(READ_NEXT, [
    limit,
    settledMs,
    windowMs,
    duty,
  ]);
  const isWhole = next.rows.length < limit;
  await pool.query(MOVE_CURSOR, [duty, isWhole ? null : next.rows.at(-1)?.id]);
  const rows = new Map([...drifted.rows, ...next.rows].map((row) => [row.saga_uuid, row]));
  return [...rows.values()]
    .map(findSaga)
    .flatMap((found) => (found.type === "saga" ? [found.saga] : []));
}
