import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";

/** Whose orders: everybody's, one person's, or those that nobody has. */
export type InboxOwner =
  | { type: "all" }
  | { type: "mine"; actorId: string }
  | { type: "unclaimed" };

/** How far a reader came in each of the two lists that the inbox is made of. */
export type InboxPlace = { sagaId: number; orderId: number };

const found = z.object({
  sagaId: z.coerce.number(),
  orderId: z.coerce.number(),
  startedAt: z.coerce.date(),
});
export type InboxKey = z.infer<typeof found>;

// Literals, not parameters: a partial index serves only those.
const PARKED = sql`s.parked_reason is not null and s.parked_reason <> 'HELD_BY_OPERATOR'`;
/** A message that an undo has overtaken is nobody's business any more. */
const UNTOLD = sql`o.notice_state = 'failed'
  and (o.notice_kind, s.state) in (('shipped', 'COMPLETED'), ('cancelled', 'CANCELLED'))`;

/** Looked up by key for each claim: a join might read all orders. */
const ORDER_OF_CLAIM = sql`
  cross join lateral (
    select * from order_fulfillment_sagas g where g.saga_uuid = c.saga_uuid limit 1) s
  cross join lateral (select * from orders p where p.order_uuid = s.order_uuid limit 1) o`;

/** Orders that stopped, oldest first: ids are in the order of placing. */
export async function readParkedKeys(
  db: DbOrTx,
  { place, owner, limit }: { place: InboxPlace; owner: InboxOwner; limit: number },
): Promise<InboxKey[]> {
  return read(
    db,
    sql`select s.id as "sagaId", 0 as "orderId", s.started_at as "startedAt"
        from order_fulfillment_sagas s
        where ${PARKED} and s.id > ${place.sagaId} ${unclaimedOnly(owner)}
        order by s.id limit ${limit}`,
  );
}

/**
 * Ended orders whose customer only a person can tell, oldest first. The saga of
 * each is looked up by its key: a join might read them all.
 */
export async function readUntoldKeys(
  db: DbOrTx,
  { place, owner, limit }: { place: InboxPlace; owner: InboxOwner; limit: number },
): Promise<InboxKey[]> {
  return read(
    db,
    sql`select s.id as "sagaId", o.id as "orderId", s.started_at as "startedAt"
        from orders o cross join lateral (
          select * from order_fulfillment_sagas g where g.order_uuid = o.order_uuid limit 1
        ) s
        where ${UNTOLD} and not coalesce(${PARKED}, false) and o.id > ${place.orderId}
          ${unclaimedOnly(owner)}
        order by o.id limit ${limit}`,
  );
}

/** One person's orders of the inbox. They are as many as a person can hold, so they are sorted. */
export async function readClaimedKeys(
  db: DbOrTx,
  { place, actorId, limit }: { place: InboxPlace; actorId: string; limit: number },
): Promise<InboxKey[]> {
  return read(
    db,
    sql`select s.id as "sagaId", 0 as "orderId", s.started_at as "startedAt"
        from claims c ${ORDER_OF_CLAIM}
        where c.actor_id = ${actorId} and c.ended_at is null and c.expires_at > now()
          and s.id > ${place.sagaId} and (${PARKED} or ${UNTOLD})
        order by s.id limit ${limit}`,
  );
}

function unclaimedOnly({ type }: InboxOwner): SQL {
  if (type !== "unclaimed") return sql``;
  // Asked for each row: as an anti-join it might read every claim there ever was.
  return sql`and (
    select 1 from claims c
    where c.saga_uuid = s.saga_uuid and c.ended_at is null and c.expires_at > now()
    limit 1) is null`;
}

async function read(db: DbOrTx, query: SQL): Promise<InboxKey[]> {
  const { rows } = await db.execute(query);
  return rows.map((row) => found.parse(row));
}

const claimedRow = z.object({ claimed: z.coerce.number(), mine: z.coerce.number() });

/** How many orders of the inbox somebody has, and how many this person has. */
export async function countClaimed(
  db: DbOrTx,
  actorId: string,
  bound: number,
): Promise<{ claimed: number; mine: number }> {
  const { rows } = await db.execute(sql`
    select count(*) as claimed, count(*) filter (where actor_id = ${actorId}) as mine
    from (
      select c.actor_id
      from claims c ${ORDER_OF_CLAIM}
      where c.ended_at is null and c.expires_at > now() and (${PARKED} or ${UNTOLD})
      limit ${bound}) open`);
  return claimedRow.parse(rows[0]);
}

const limitRow = z.object({ orderNumber: z.string(), deadlineAt: z.coerce.date() });

/** The order on its way whose time limit is reached next. */
export async function findNextLimit(db: DbOrTx) {
  const { rows } = await db.execute(sql`
    select o.order_number as "orderNumber", s.deadline_at as "deadlineAt"
    from (
      select order_uuid, deadline_at from order_fulfillment_sagas
      where deadline_at is not null and deadline_at > now()
      order by deadline_at limit 1) s
    join orders o on o.order_uuid = s.order_uuid`);
  return rows[0] === undefined ? undefined : limitRow.parse(rows[0]);
}
