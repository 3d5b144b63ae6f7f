import { desc, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { eventStore } from "#db/schema/index";

/** The newest events of these streams, oldest first. */
export async function readEventsOf(db: DbOrTx, aggregateUuids: readonly string[], limit: number) {
  const newest = await db
    .select()
    .from(eventStore)
    .where(inArray(eventStore.aggregateUuid, [...aggregateUuids]))
    .orderBy(desc(eventStore.id))
    .limit(limit);
  return newest.reverse();
}

const cancelRow = z.object({
  requestedAt: z.coerce.date(),
  refusalCode: z.string().nullable(),
});
/** The last wish that an order be taken back, and why it was refused if it was. */
export type LatestCancel = z.infer<typeof cancelRow>;

export async function readLatestCancel(
  db: DbOrTx,
  sagaUuid: string,
): Promise<LatestCancel | undefined> {
  const result = await db.execute(sql`
    select asked.occurred_at as "requestedAt", (
      select refused.event_data->>'code' from event_store refused
      where refused.aggregate_uuid = asked.aggregate_uuid
        and refused.aggregate_version > asked.aggregate_version
        and refused.event_type = 'CancelRejected'
      order by refused.aggregate_version desc limit 1) as "refusalCode"
    from event_store asked
    where asked.aggregate_uuid = ${sagaUuid} and asked.event_type = 'CancelRequested'
    order by asked.aggregate_version desc limit 1`);
  const [row] = result.rows;
  return row && cancelRow.parse(row);
}

const changeRow = z.object({ id: z.coerce.number(), orderUuid: z.string() });
export type ChangeRow = z.infer<typeof changeRow>;

/**
 * What was appended after `cursor`, and which order it belongs to. Ids are in
 * commit order, so nothing below the last one read can still appear.
 */
export async function readChangesAfter(
  db: DbOrTx,
  cursor: number,
  limit: number,
): Promise<ChangeRow[]> {
  const result = await db.execute(sql`
    select e.id, coalesce(s.order_uuid, e.aggregate_uuid) as "orderUuid"
    from (select id, aggregate_uuid, aggregate_type from event_store
          where id > ${cursor} order by id limit ${limit}) e
    left join order_fulfillment_sagas s
      on e.aggregate_type = 'order_fulfillment_saga' and s.saga_uuid = e.aggregate_uuid
    order by e.id`);
  return result.rows.map((row) => changeRow.parse(row));
}

const headRow = z.object({ head: z.coerce.number() });

/** The newest event's id; 0 in an empty store. */
export async function readEventHead(db: DbOrTx): Promise<number> {
  const result = await db.execute(sql`select coalesce(max(id), 0) as head from event_store`);
  return headRow.parse(result.rows[0]).head;
}
