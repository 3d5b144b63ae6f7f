import { READABLE } from "#server/fulfillment/event-codec";
import { submitUpkeep } from "./submit-upkeep.ts";
import type { UpkeepContext } from "./upkeep-context.ts";

/** What was appended before a worker began: a sweep of the one before has seen the rest. */
const LOOK_BACK = 10_000;

const HEAD = "select coalesce(max(id), 0)::text head from event_store";

// A saga that asks for a newer reader is left to those that fetch its jobs; here are the ones
// whose row does not say what their stream holds.
const FIND_UNREADABLE = `
  select distinct e.aggregate_uuid saga_uuid
  from event_store e
  join order_fulfillment_sagas g on g.saga_uuid = e.aggregate_uuid
  where e.id > $1 and e.id <= $2 and e.aggregate_type = 'order_fulfillment_saga'
    and g.moving is not null and g.min_reader_version <= $5
    and not exists (
      select from unnest($3::text[], $4::int[]) r(type, version)
      where r.type = e.event_type and e.event_version between 1 and r.version)
  limit 1000`;

/** Looks at what was appended since the last look; a saga with an event that nobody here can read is parked. */
export function createUnreadableStreams() {
  let seen: bigint | null = null;
  return async function parkUnreadableStreams(context: UpkeepContext): Promise<number> {
    const { pool, build, log } = context;
    const { rows: heads } = await pool.query<{ head: string }>(HEAD);
    const head = BigInt(heads[0]?.head ?? 0);
    const from: bigint = seen ?? head - BigInt(LOOK_BACK);
    const { rows } = await pool.query<{ saga_uuid: string }>(FIND_UNREADABLE, [
      from.toString(),
      head.toString(),
      READABLE.map(({ type }) => type),
      READABLE.map(({ version }) => version),
      build.readerVersion,
    ]);
    const found = rows.map((row) => row.saga_uuid);
    const parked = await submitUpkeep(context, found, { type: "unreadable" });
    seen = head;
    if (parked > 0) log.error({ sagas: parked }, "sweep.unreadable_streams");
    return parked;
  };
}
