import { asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { eventStore, orderFulfillmentSagas, orders } from "#db/schema/index";

export type EventFilter = {
  /** Newest first below this id. */
  belowId: number | null;
  /** No older than this id. */
  fromId: number | null;
  types: readonly string[];
  actor: "system" | "person" | "storefront" | null;
};

const walkedRow = z.object({
  ids: z.array(z.coerce.number()),
  walked: z.coerce.number(),
  lowest: z.coerce.number().nullable(),
  lowestAt: z.coerce.date().nullable(),
});
/** What a walk found, how many events it passed, and the oldest of those. */
export type Walked = z.infer<typeof walkedRow>;

/**
 * Walks the store backwards by its key and stops after `most` events, whatever it
 * found by then: a filter has no index of its own, which every append would pay for.
 */
export async function walkEvents(
  db: DbOrTx,
  { belowId, fromId, types, actor }: EventFilter,
  { limit, most }: { limit: number; most: number },
): Promise<Walked> {
  const below = belowId === null ? sql`` : sql`and id < ${belowId}`;
  const from = fromId === null ? sql`` : sql`and id >= ${fromId}`;
  // The metadata is opened only for whoever asks after it.
  const actorColumn = actor === null ? sql`null` : sql`metadata->'actor'->>'type'`;
  const result = await db.execute(sql`
    with walked as materialized (
      select id, event_type, ${actorColumn} as actor, occurred_at from event_store
      where true ${below} ${from} order by id desc limit ${most}
    ), found as (
      select id from walked where true ${matching(types, actor)} order by id desc limit ${limit}
    )
    select coalesce((select array_agg(id order by id desc) from found), '{}')::float8[] as ids,
      (select count(*) from walked) as walked, oldest.id as lowest, oldest.occurred_at as "lowestAt"
    from (select 1) one
    left join lateral (select id, occurred_at from walked order by id limit 1) oldest on true`);
  return walkedRow.parse(result.rows[0]);
}

function matching(types: readonly string[], actor: string | null): SQL {
  const ofType = types.length === 0 ? sql`` : sql`and event_type = any(${sql.param([...types])})`;
  const byActor = actor === null ? sql`` : sql`and actor = ${actor}`;
  return sql`${ofType} ${byActor}`;
}

/** The same for one order, whose few events are all looked at. */
export async function readEventIdsOf(
  db: DbOrTx,
  aggregateUuids: readonly string[],
  { belowId, fromId, types, actor }: EventFilter,
  limit: number,
): Promise<number[]> {
  const below = belowId === null ? sql`` : sql`and id < ${belowId}`;
  const from = fromId === null ? sql`` : sql`and id >= ${fromId}`;
  const result = await db.execute(sql`
    select id from (
      select id, event_type, metadata->'actor'->>'type' as actor from event_store
      where aggregate_uuid = any(${sql.param([...aggregateUuids])}::uuid[]) ${below} ${from}
    ) own where true ${matching(types, actor)} order by id desc limit ${limit}`);
  return result.rows.map((row) => idRow.parse(row).id);
}

const idRow = z.object({ id: z.coerce.number() });

/** The lines of a page, newest first, with the number of the order that each belongs to. */
export async function readEventRows(db: DbOrTx, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return db
    .select({
      id: eventStore.id,
      aggregateType: eventStore.aggregateType,
      aggregateVersion: eventStore.aggregateVersion,
      eventType: eventStore.eventType,
      metadata: eventStore.metadata,
      occurredAt: eventStore.occurredAt,
      orderNumber: orders.orderNumber,
    })
    .from(eventStore)
    .leftJoin(orderFulfillmentSagas, eq(orderFulfillmentSagas.sagaUuid, eventStore.aggregateUuid))
    .leftJoin(
      orders,
      eq(
        orders.orderUuid,
        sql`coalesce(${orderFulfillmentSagas.orderUuid}, ${eventStore.aggregateUuid})`,
      ),
    )
    .where(inArray(eventStore.id, [...ids]))
    .orderBy(desc(eventStore.id))
    .limit(ids.length);
}

export async function findEvent(db: DbOrTx, id: number) {
  const [row] = await db.select().from(eventStore).where(eq(eventStore.id, id)).limit(1);
  return row;
}

/** One stream from its first event up to a version, oldest first. */
export async function readStreamUpTo(
  db: DbOrTx,
  aggregateUuid: string,
  version: number,
  limit: number,
) {
  return db
    .select()
    .from(eventStore)
    .where(
      sql`${eventStore.aggregateUuid} = ${aggregateUuid} and ${eventStore.aggregateVersion} <= ${version}`,
    )
    .orderBy(asc(eventStore.aggregateVersion))
    .limit(limit);
}

const placeRow = z.object({
  before: z.coerce.number(),
  of: z.coerce.number(),
  older: z.coerce.number().nullable(),
  newer: z.coerce.number().nullable(),
});
/** How many events of these streams came before one, how many there are, and which stand beside it. */
export type EventPlace = z.infer<typeof placeRow>;

export async function readEventPlace(
  db: DbOrTx,
  aggregateUuids: readonly string[],
  id: number,
): Promise<EventPlace> {
  const result = await db.execute(sql`
    select count(*) filter (where id < ${id}) as before, count(*) as of,
      max(id) filter (where id < ${id}) as older, min(id) filter (where id > ${id}) as newer
    from event_store where aggregate_uuid = any(${sql.param([...aggregateUuids])}::uuid[])`);
  return placeRow.parse(result.rows[0]);
}

/** The streams of one order, by either of its ids; the number is null where the order is not known. */
export async function findStreamsOf(db: DbOrTx, aggregateUuid: string) {
  const found = {
    orderUuid: orders.orderUuid,
    sagaUuid: orderFulfillmentSagas.sagaUuid,
    orderNumber: orders.orderNumber,
  };
  const query = () =>
    db
      .select(found)
      .from(orderFulfillmentSagas)
      .innerJoin(orders, eq(orders.orderUuid, orderFulfillmentSagas.orderUuid));
  const [bySaga] = await query().where(eq(orderFulfillmentSagas.sagaUuid, aggregateUuid)).limit(1);
  if (bySaga) return bySaga;
  const [byOrder] = await query()
    .where(eq(orderFulfillmentSagas.orderUuid, aggregateUuid))
    .limit(1);
  return byOrder;
}

export async function findStreamsOfNumber(db: DbOrTx, orderNumber: string) {
  const [row] = await db
    .select({ orderUuid: orders.orderUuid, sagaUuid: orderFulfillmentSagas.sagaUuid })
    .from(orders)
    .innerJoin(orderFulfillmentSagas, eq(orderFulfillmentSagas.orderUuid, orders.orderUuid))
    .where(eq(orders.orderNumber, orderNumber))
    .limit(1);
  return row;
}

const momentRow = z.object({ id: z.coerce.number(), at: z.coerce.date() });

/** The first event at or after this id, and when it was. */
export async function readMomentFrom(db: DbOrTx, id: number) {
  const result = await db.execute(sql`
    select id, occurred_at as at from event_store where id >= ${id} order by id limit 1`);
  const [row] = result.rows;
  return row && momentRow.parse(row);
}
