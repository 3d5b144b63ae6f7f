import type { LaneTx } from "./lane.ts";

/*
 * A chain begins with the first event: without a link before it, and with
 * events that have none, there is no hash to write and the insert is refused.
 * Else a database whose events were never sealed would get a chain that knows
 * nothing of them.
 */
const LINK = `
  insert into event_chain (last_id, first_id, event_count, digest, hash)
  select last_id, last_id - $1::int + 1, $1::int, $2::bytea,
    sha256(
      coalesce(
        (select hash from event_chain order by last_id desc limit 1),
        case when not exists (select from event_store where id <= last_id - $1::int)
          then decode(repeat('00', 32), 'hex') end
      ) || int8send(last_id - $1::int + 1) || int8send(last_id) || int4send($1::int) || $2::bytea)
  from (select coalesce($3::bigint, currval('event_store_id_seq')) as last_id) appended`;

/**
 * Links the events that this transaction has just appended, or those that end
 * with `lastId`, to all before them. Under the append lock, so that every link
 * sees the one before it and the ids of one append follow one another.
 */
export async function appendLink(
  tx: LaneTx,
  link: { eventCount: number; digest: Buffer; lastId?: number },
): Promise<void> {
  const { eventCount, digest, lastId = null } = link;
  const { rowCount } = await tx.query("append-link", LINK, [eventCount, digest, lastId]);
  if (rowCount !== 1) throw new Error(`Bug: ${rowCount} links written instead of one`);
}
