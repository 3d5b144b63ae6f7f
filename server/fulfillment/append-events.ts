import { versionOf } from "#server/saga/events";
import type { Append } from "./batch.ts";
import type { LaneTx } from "./lane.ts";

/**
 * Every append takes this lock last and holds it until its commit, so the ids of
 * event_store become visible in their order and a reader of `id > cursor` never
 * skips one. The number is ours alone in this database.
 */
const APPEND_LOCK = 7;

/** Between the events of one stream, and between streams. JSON never holds either character raw. */
const EVENT_SEPARATOR = "\x1e";
const STREAM_SEPARATOR = "\x1f";

// Nested: what all events of one stream share is sent and parsed once, not once an event.
const APPEND = `
  insert into event_store (aggregate_uuid, aggregate_type, aggregate_version, event_type,
    event_version, event_data, metadata, occurred_at)
  select o.a, o.y, o.v0 + e.k, e.t, e.v::int, e.d::jsonb, o.m, $8::timestamptz
  from (
    select a::uuid a, y, v0, m::jsonb m, ts, vs, ds
    from unnest(string_to_array($1, e'\\x1f'), $2::text[], $3::int[], string_to_array($4, e'\\x1f'),
                string_to_array($5, e'\\x1f'), string_to_array($6, e'\\x1f'),
                string_to_array($7, e'\\x1f')) u(a, y, v0, m, ts, vs, ds)
    offset 0
  ) o,
  lateral unnest(string_to_array(o.ts, e'\\x1e'), string_to_array(o.vs, e'\\x1e'),
                 string_to_array(o.ds, e'\\x1e')) with ordinality e(t, v, d, k)`;

/** The last statements of a transaction: nothing may follow but COMMIT. */
export async function appendEvents(
  tx: LaneTx,
  appends: readonly Append[],
  now: number,
): Promise<void> {
  const locked = tx.query("append-lock", `select pg_advisory_xact_lock(${APPEND_LOCK})`, []);
  const { rowCount } = await tx.query("append-events", APPEND, [
    appends.map(({ aggregateUuid }) => aggregateUuid).join(STREAM_SEPARATOR),
    appends.map(({ aggregateType }) => aggregateType),
    appends.map(({ versionBefore }) => versionBefore),
    appends.map(({ metadata }) => JSON.stringify(metadata)).join(STREAM_SEPARATOR),
    appends
      .map(({ events }) => events.map(({ type }) => type).join(EVENT_SEPARATOR))
      .join(STREAM_SEPARATOR),
    appends
      .map(({ events }) => events.map(({ type }) => versionOf(type)).join(EVENT_SEPARATOR))
      .join(STREAM_SEPARATOR),
    appends
      .map(({ events }) => events.map(({ data }) => JSON.stringify(data)).join(EVENT_SEPARATOR))
      .join(STREAM_SEPARATOR),
    new Date(now).toISOString(),
  ]);
  await locked;
  const expected = appends.reduce((sum, { events }) => sum + events.length, 0);
  if (rowCount !== expected) throw new Error(`Bug: ${rowCount} of ${expected} events appended`);
}
