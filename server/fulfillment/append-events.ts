import { appendLink } from "./append-link.ts";
import { FIELD_SEPARATOR } from "./chain-digest.ts";
import type { LaneTx } from "./lane.ts";
import type { PreparedAppend } from "./prepare-append.ts";

/**
 * Every append takes this lock last and holds it until its commit, so the ids of
 * event_store become visible in their order and a reader of `id > cursor` never
 * skips one. The number is ours alone in this database.
 */
export const APPEND_LOCK = 7;

// Nested: what all events of one stream share is sent and parsed once, not once an event.
const APPEND = `
  with appended as (
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
                 string_to_array(o.ds, e'\\x1e')) with ordinality e(t, v, d, k)
  returning 1)
  -- COMMIT is on its way: a part of a batch must fail here, by a division by zero.
  select count(*) / (count(*) = $9::int)::int from appended`;

/** Sends the last statements of a transaction without waiting: nothing may follow but COMMIT. */
export function appendEvents(
  tx: LaneTx,
  { runs, eventCount, occurredAt, digest }: PreparedAppend,
): Promise<unknown> {
  const values = [
    runs.map((run) => run.aggregateUuid).join(FIELD_SEPARATOR),
    runs.map((run) => run.aggregateType),
    runs.map((run) => run.versionBefore),
    runs.map((run) => run.metadata).join(FIELD_SEPARATOR),
    runs.map((run) => run.types).join(FIELD_SEPARATOR),
    runs.map((run) => run.versions).join(FIELD_SEPARATOR),
    runs.map((run) => run.data).join(FIELD_SEPARATOR),
    occurredAt,
    eventCount,
  ];
  // The first to fail is the one that is told: what follows fails only because of it.
  return Promise.all([
    tx.query("append-lock", `select pg_advisory_xact_lock(${APPEND_LOCK})`, []),
    tx.query("append-events", APPEND, values),
    appendLink(tx, { eventCount, digest }),
  ]);
}
