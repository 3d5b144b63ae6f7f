import { and, desc, eq, gte, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { failureGroupHours, failureGroupNotes, failureGroups, users } from "#db/schema/index";

export type FailureGroupRow = typeof failureGroups.$inferSelect;

const g = failureGroups;

/** How many open orders a group has, counted no further than `bound`. */
const openOrders = (bound: number) => sql<number>`(
  select count(*)::int from (
    select 1 from order_fulfillment_sagas s where s.trouble = ${g.fingerprint} limit ${bound}
  ) as open)`;

/** The groups, last seen first, with the name of whoever owns them and their open orders. A few hundred at most: there are so many codes. */
export async function readFailureGroups(
  db: DbOrTx,
  { limit, bound }: { limit: number; bound: number },
) {
  return db
    .select({ group: failureGroups, ownerName: users.name, open: openOrders(bound) })
    .from(failureGroups)
    .leftJoin(users, eq(users.id, g.ownerId))
    .orderBy(desc(g.lastSeenAt), desc(g.id))
    .limit(limit);
}

export async function findFailureGroup(db: DbOrTx, id: number, bound: number) {
  const [row] = await db
    .select({ group: failureGroups, ownerName: users.name, open: openOrders(bound) })
    .from(failureGroups)
    .leftJoin(users, eq(users.id, g.ownerId))
    .where(eq(g.id, id))
    .limit(1);
  return row;
}

/** The hours of these groups since then. */
export async function readFailureHours(db: DbOrTx, groupIds: readonly number[], since: Date) {
  if (groupIds.length === 0) return [];
  return db
    .select()
    .from(failureGroupHours)
    .where(
      and(inArray(failureGroupHours.groupId, [...groupIds]), gte(failureGroupHours.hour, since)),
    );
}

/** How many groups nobody has looked at, of those that failed since then. */
export async function countNewGroups(db: DbOrTx, since: Date, bound: number): Promise<number> {
  const result = await db.execute(sql`
    select count(*)::int as count from (
      select 1 from failure_groups
      where last_seen_at > ${since} and status in ('new', 'came_back') limit ${bound}) as found`);
  return z.object({ count: z.number() }).parse(result.rows[0]).count;
}

/** Notes and history, newest first. */
export async function readFailureNotes(db: DbOrTx, groupId: number, limit: number) {
  return db
    .select({ note: failureGroupNotes, authorName: users.name })
    .from(failureGroupNotes)
    .leftJoin(users, eq(users.id, failureGroupNotes.authorId))
    .where(eq(failureGroupNotes.groupId, groupId))
    .orderBy(desc(failureGroupNotes.createdAt), desc(failureGroupNotes.noteId))
    .limit(limit);
}

/** True unless somebody was faster: the group is then at another revision. */
export async function changeFailureGroup(
  tx: DbOrTx,
  {
    id,
    revision,
    ...change
  }: Pick<FailureGroupRow, "id" | "revision" | "status" | "fixedIn" | "ignoredUntil" | "ownerId">,
): Promise<boolean> {
  const changed = await tx
    .update(failureGroups)
    .set({
      ...change,
      // Whoever only takes it over says nothing about what has failed since.
      statusAt: sql`case when ${g.status} = ${change.status} then ${g.statusAt} else clock_timestamp() end`,
      revision: revision + 1,
    })
    .where(and(eq(g.id, id), eq(g.revision, revision)))
    .returning({ id: g.id });
  return changed.length > 0;
}

const standingRow = z.object({ waiting: z.number(), retried: z.number() });

/** Of a group's open orders: how many wait for a person, and how many are tried again by themselves; up to `bound`. */
export async function countTroubled(db: DbOrTx, fingerprint: string, bound: number) {
  const result = await db.execute(sql`
    select count(*) filter (where parked)::int as waiting,
      count(*) filter (where not parked)::int as retried
    from (
      select s.parked_reason is not null as parked from order_fulfillment_sagas s
      where s.trouble = ${fingerprint} limit ${bound}) as open`);
  return standingRow.parse(result.rows[0]);
}

const idRow = z.object({ id: z.coerce.number() });

/** The sagas that this keeps from going on, oldest first, after `afterId`. */
export async function readTroubledIds(
  db: DbOrTx,
  { fingerprint, afterId, limit }: { fingerprint: string; afterId: number; limit: number },
): Promise<number[]> {
  const result = await db.execute(sql`
    select s.id from order_fulfillment_sagas s
    where s.trouble = ${fingerprint} and s.id > ${afterId}
    order by s.id limit ${limit}`);
  return result.rows.map((row) => idRow.parse(row).id);
}
