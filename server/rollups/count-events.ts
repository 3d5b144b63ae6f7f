import type { ClientBase } from "pg";
import { factsOf, OWN_WAITS } from "./facts.ts";

// Locked until the commit: whoever else counts waits, and goes on behind it.
const LOCK_PLACE = `
  select cursor::text, clock_timestamp() as "lookedAt"
  from rollup_progress where projector = 'overview' for update`;

/** How long each width is kept; what happened before is passed over without a look at it. */
const WIDTHS = `(values (300, interval '50 hours'), (3600, interval '35 days'))`;

export const COUNT_EVENTS = `
  with batch as (
    select id, aggregate_uuid, aggregate_version, event_type, event_data, occurred_at
    from event_store where id > $1 order by id limit $2
  ),
  recent as (select * from batch where occurred_at > now() - interval '35 days'),
  ${factsOf("recent", "$3")},
  widths (seconds, kept) as ${WIDTHS},
  added_activity as (
    insert into activity_rollups as r (width_seconds, bucket_at, measure, count)
    select w.seconds, date_bin(make_interval(secs => w.seconds), c.at, timestamptz 'epoch'), c.measure, count(*)
    from counted c join widths w on c.at > now() - w.kept
    group by 1, 2, 3 order by 1, 2, 3
    on conflict (width_seconds, bucket_at, measure) do update set count = r.count + excluded.count
  ),
  added_durations as (
    insert into duration_rollups as r (width_seconds, bucket_at, subject, bin, count)
    select w.seconds, date_bin(make_interval(secs => w.seconds), t.at, timestamptz 'epoch'), t.subject, t.bin, count(*)
    from timed t join widths w on t.at > now() - w.kept
    group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (width_seconds, bucket_at, subject, bin) do update set count = r.count + excluded.count
  )
  select count(*)::int as looked, max(id)::text as last, max(occurred_at) as at from batch`;

const MOVE = `
  update rollup_progress set cursor = coalesce($1::bigint, cursor), as_of = $2
  where projector = 'overview'`;

/**
 * Counts the next events, at most `limit`, and moves the cursor behind them in the
 * same transaction: killed at any moment, each event is counted once. Answers
 * whether more wait.
 */
export async function countEvents(client: ClientBase, limit: number): Promise<boolean> {
  await client.query("begin");
  try {
    const place = await client.query<{ cursor: string; lookedAt: Date }>(LOCK_PLACE);
    const [here] = place.rows;
    if (!here) throw new Error("Bug: the rollups have no place in the events");
    const counted = await client.query<{ looked: number; last: string | null; at: Date | null }>(
      COUNT_EVENTS,
      [here.cursor, limit, OWN_WAITS],
    );
    const { looked = 0, last = null, at = null } = counted.rows[0] ?? {};
    const isBehind = looked === limit;
    await client.query(MOVE, [last, isBehind ? at : here.lookedAt]);
    await client.query("commit");
    return isBehind;
  } catch (error) {
    // The connection itself may be what failed; its error is the one to tell.
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}
