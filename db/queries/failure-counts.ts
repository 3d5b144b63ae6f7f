import { and, asc, eq, gt, inArray, lte, type SQL, sql } from "drizzle-orm";
import type { DbOrTx } from "#db/client";
import {
  eventStore,
  failureGroupHours,
  failureGroupNotes,
  failureGroupOrders,
  failureGroups,
  upkeepDuties,
} from "#db/schema/index";
import type { FailureGroupRow } from "./failures.ts";

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
