import { and, asc, desc, eq, gt, gte, inArray, lte, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import {
  eventStore,
  failureGroupHours,
  failureGroupNotes,
  failureGroupOrders,
  failureGroups,
  upkeepDuties,
  users,
} from "#db/schema/index";

export type FailureGroupRow = typeof failureGroups.$inferSelect;
type NewNote = typeof failureGroupNotes.$inferInsert;

/** How far a duty came; 0 before its first run. */
export async function readCursor(db: DbOrTx, duty: string): Promise<number> {
  const [row] = await db
    .select({ cursor: upkeepDuties.cursor })
    .from(upkeepDuties)
    .where(eq(upkeepDuties.duty, duty))
    .limit(1);
  return row?.cursor ?? 0;
}

/** The same, and nobody else moves it until this transaction has ended. */
export async function lockCursor(tx: DbOrTx, duty: string): Promise<number> {
  await tx.insert(upkeepDuties).values({ duty }).onConflictDoNothing();
  const [row] = await tx
    .select({ cursor: upkeepDuties.cursor })
    .from(upkeepDuties)
    .where(eq(upkeepDuties.duty, duty))
    .limit(1)
    .for("update");
  return row?.cursor ?? 0;
}

export async function moveCursor(tx: DbOrTx, duty: string, cursor: number): Promise<void> {
  await tx.update(upkeepDuties).set({ cursor }).where(eq(upkeepDuties.duty, duty));
}

/** Events of these types in a stretch of the store, oldest first. */
export async function readEventsBetween(
  db: DbOrTx,
  { after, upTo, types }: { after: number; upTo: number; types: readonly string[] },
) {
  return db
    .select()
    .from(eventStore)
    .where(
      and(
        gt(eventStore.id, after),
        lte(eventStore.id, upTo),
        inArray(eventStore.eventType, [...types]),
      ),
    )
    .orderBy(asc(eventStore.id));
}

/** The whole streams, each oldest first. */
export async function readStreamsOf(db: DbOrTx, aggregateUuids: readonly string[]) {
  if (aggregateUuids.length === 0) return [];
  return db
    .select()
    .from(eventStore)
    .where(inArray(eventStore.aggregateUuid, [...aggregateUuids]))
    .orderBy(asc(eventStore.aggregateUuid), asc(eventStore.aggregateVersion));
}

/** The groups that are there already, as they are before anything is added. */
export async function lockFailureGroups(
  tx: DbOrTx,
  fingerprints: readonly string[],
): Promise<FailureGroupRow[]> {
  return tx
    .select()
    .from(failureGroups)
    .where(inArray(failureGroups.fingerprint, [...fingerprints]))
    .orderBy(asc(failureGroups.id))
    .for("update");
}

const g = failureGroups;

/** What `came-back.ts` says, in the words of the table: both see the same rows under the same lock. */
const RETURNED = sql`(${g.status} = 'fixed' and excluded.last_seen_at > ${g.statusAt}
  or ${g.status} = 'ignored' and excluded.last_seen_at > ${g.ignoredUntil})`;
const ifReturned = (then: SQL, otherwise: SQL) =>
  sql`case when ${RETURNED} then ${then} else ${otherwise} end`;

/** Adds to each group, or makes it; answers their ids. */
export async function upsertFailureGroups(
  tx: DbOrTx,
  groups: readonly (Pick<
    FailureGroupRow,
    "fingerprint" | "step" | "direction" | "code" | "firstSeenAt" | "lastSeenAt"
  > & { attempts: number })[],
): Promise<Map<string, number>> {
  const rows = await tx
    .insert(failureGroups)
    .values(
      groups.map(({ attempts, ...group }) => ({
        ...group,
        attemptCount: attempts,
        statusAt: group.firstSeenAt,
      })),
    )
    .onConflictDoUpdate({
      target: g.fingerprint,
      set: {
        lastSeenAt: sql`greatest(${g.lastSeenAt}, excluded.last_seen_at)`,
        attemptCount: sql`${g.attemptCount} + excluded.attempt_count`,
        status: ifReturned(sql`'came_back'`, sql`${g.status}`),
        statusAt: ifReturned(sql`excluded.last_seen_at`, sql`${g.statusAt}`),
        revision: ifReturned(sql`${g.revision} + 1`, sql`${g.revision}`),
      },
    })
    .returning({ fingerprint: g.fingerprint, id: g.id });
  return new Map(rows.map(({ fingerprint, id }) => [fingerprint, id]));
}

export async function addFailureHours(
  tx: DbOrTx,
  hours: readonly (typeof failureGroupHours.$inferInsert)[],
): Promise<void> {
  await tx
    .insert(failureGroupHours)
    .values([...hours])
    .onConflictDoUpdate({
      target: [failureGroupHours.groupId, failureGroupHours.hour],
      set: { attempts: sql`${failureGroupHours.attempts} + excluded.attempts` },
    });
}

/** Orders that were not known to have failed so are added, and counted with their group. */
export async function addFailureOrders(
  tx: DbOrTx,
  orders: readonly { groupId: number; sagaUuid: string }[],
): Promise<void> {
  const added = await tx
    .insert(failureGroupOrders)
    .values([...orders])
    .onConflictDoNothing()
    .returning({ groupId: failureGroupOrders.groupId });
  for (const [groupId, own] of Map.groupBy(added, (row) => row.groupId)) {
    await tx
      .update(failureGroups)
      .set({ orderCount: sql`${g.orderCount} + ${own.length}` })
      .where(eq(g.id, groupId));
  }
}

export async function addFailureNotes(tx: DbOrTx, notes: readonly NewNote[]): Promise<void> {
  if (notes.length > 0) {
    await tx
      .insert(failureGroupNotes)
      .values([...notes])
      .onConflictDoNothing();
  }
}

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
