import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { operatorActions, users } from "#db/schema/index";
import { WORKER_LOCK } from "#db/worker-lock";

export type OperatorActionRow = typeof operatorActions.$inferSelect;

/** What people asked of a saga, newest first. */
export async function readOperatorActions(
  db: DbOrTx,
  sagaUuid: string,
  limit: number,
): Promise<OperatorActionRow[]> {
  return db
    .select()
    .from(operatorActions)
    .where(eq(operatorActions.sagaUuid, sagaUuid))
    .orderBy(desc(operatorActions.createdAt), desc(operatorActions.actionId))
    .limit(limit);
}

export async function findAction(
  db: DbOrTx,
  actionId: string,
): Promise<OperatorActionRow | undefined> {
  const [row] = await db
    .select()
    .from(operatorActions)
    .where(eq(operatorActions.actionId, actionId))
    .limit(1);
  return row;
}

/** The newest action that was accepted on the revision that somebody saw, or on a later one: who was faster. */
export async function findFasterAction(
  db: DbOrTx,
  slower: { sagaUuid: string; revision: number | null; except: string },
) {
  const [row] = await db
    .select({ kind: operatorActions.kind, actorName: users.name, at: operatorActions.createdAt })
    .from(operatorActions)
    .leftJoin(users, eq(users.id, operatorActions.actorId))
    .where(
      and(
        eq(operatorActions.sagaUuid, slower.sagaUuid),
        eq(operatorActions.decision, "accepted"),
        sql`${operatorActions.revisionSeen} >= ${slower.revision ?? 0}`,
        sql`${operatorActions.actionId} <> ${slower.except}`,
      ),
    )
    .orderBy(desc(operatorActions.createdAt))
    .limit(1);
  return row;
}

export async function readUserNames(
  db: DbOrTx,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, [...ids]))
    .limit(ids.length);
  return new Map(rows.map((row) => [row.id, row.name]));
}

const workersRow = z.object({ workers: z.coerce.number() });

/** A worker holds its lock for as long as its session lives, so a dead one is not counted. */
export async function countWorkersAlive(db: DbOrTx): Promise<number> {
  const result = await db.execute(sql`
    select count(*) as workers from pg_locks
    where locktype = 'advisory' and classid = ${WORKER_LOCK} and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())`);
  return workersRow.parse(result.rows[0]).workers;
}
