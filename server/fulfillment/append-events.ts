import { field, packRows, unpacked } from "#server/packed-rows";
import { allOrFail } from "./all-or-fail.ts";
import { appendLink } from "./append-link.ts";
import type { DatabaseClock } from "./batch-clock.ts";
import type { LaneTx } from "./lane.ts";
import type { PreparedAppend } from "./prepare-append.ts";

/**
 * Every append takes this lock last and holds it until its commit, so the ids of
 * event_store become visible in their order and a reader of `id > cursor` never
 * skips one. The number is ours alone in this database.
 */
export const APPEND_LOCK = 7;

/** What a run holds once an event, as an array. */
const eventsOf = (position: number) => `string_to_array(u.f[${position}], e'\\x1e')`;

// Nested: what all events of one stream share is sent and parsed once, not once an event.
const APPEND = allOrFail(`
  insert into event_store (aggregate_uuid, aggregate_type, aggregate_version, event_type,
    event_version, event_data, metadata, occurred_at)
  select o.a, o.y, o.v0 + k, o.ts[k], o.vs[k]::int, o.ds[k]::jsonb, o.m, $3::timestamptz
  from (
    select ${field("u", 1, "uuid")} a, ${field("u", 2, "text")} y, ${field("u", 3, "int")} v0,
      ${field("u", 4, "jsonb")} m, ${eventsOf(5)} ts, ${eventsOf(6)} vs, ${eventsOf(7)} ds
    from ${unpacked("$1", "u")}
    offset 0
  ) o, generate_subscripts(o.ds, 1) k`);

/** Sends the last statements of a transaction without waiting: nothing may follow but COMMIT. */
export function appendEvents(
  tx: LaneTx,
  { runs, eventCount, occurredAt, digest }: PreparedAppend,
  clock: DatabaseClock,
): Promise<unknown> {
  const rows = runs.map((run) => [
    run.aggregateUuid,
    run.aggregateType,
    run.versionBefore,
    run.metadata,
    run.types,
    run.versions,
    run.data,
  ]);
  const values = [packRows(rows), eventCount, occurredAt];
  return Promise.all([
    takeAppendLock(tx, clock),
    tx.query("append-events", APPEND, values),
    appendLink(tx, { eventCount, digest }),
  ]);
}

/** The lock, and for the next transaction what the clock shows meanwhile. */
async function takeAppendLock(tx: LaneTx, clock: DatabaseClock): Promise<void> {
  const { rows } = await tx.query<{ at: Date }>(
    "append-lock",
    `select pg_advisory_xact_lock(${APPEND_LOCK}), clock_timestamp() as at`,
    [],
  );
  if (rows[0]) clock.set(rows[0].at);
}
