import { desc, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { DbOrTx } from "#db/client";
import { apiKeys, staffActions, users } from "#db/schema/index";

type StaffActionRow = typeof staffActions.$inferSelect;
export type StaffActionKind = StaffActionRow["kind"];

export async function insertStaffAction(
  db: DbOrTx,
  action: Pick<StaffActionRow, "actionId" | "kind" | "actorId" | "subject"> & { details: object },
): Promise<void> {
  await db.insert(staffActions).values({ ...action, createdAt: sql`clock_timestamp()` });
}

/** The newest of these kinds, with the names of who did it and of what it was done to. */
export async function readStaffActions(
  db: DbOrTx,
  kinds: readonly StaffActionKind[],
  limit: number,
) {
  const actor = alias(users, "actor");
  const person = alias(users, "person");
  return db
    .select({
      action: staffActions,
      actorName: actor.name,
      personName: person.name,
      keyName: apiKeys.name,
    })
    .from(staffActions)
    .leftJoin(actor, eq(actor.id, staffActions.actorId))
    .leftJoin(person, eq(person.id, staffActions.subject))
    .leftJoin(apiKeys, eq(apiKeys.id, staffActions.subject))
    .where(inArray(staffActions.kind, [...kinds]))
    .orderBy(desc(staffActions.createdAt), desc(staffActions.actionId))
    .limit(limit);
}
