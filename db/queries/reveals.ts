import { count, desc, eq, getTableColumns, sql } from "drizzle-orm";
import type { DbOrTx } from "#db/client";
import { orderFulfillmentSagas, orders, reveals, users } from "#db/schema/index";

export type RevealPurpose = (typeof reveals.$inferSelect)["purpose"];

export type NewReveal = {
  revealUuid: string;
  sagaUuid: string;
  actorId: string;
  purpose: RevealPurpose;
  note: string | null;
  minutes: number;
};

/** Keeps it once, whoever sends it again; the row that stands, by the database's clock. */
export async function keepReveal(tx: DbOrTx, { minutes, ...reveal }: NewReveal) {
  await tx
    .insert(reveals)
    .values({
      ...reveal,
      revealedAt: sql`clock_timestamp()`,
      until: sql`clock_timestamp() + ${minutes} * interval '1 minute'`,
    })
    .onConflictDoNothing({ target: reveals.revealUuid });
  const [row] = await tx
    .select({
      ...getTableColumns(reveals),
      isOver: sql<boolean>`${reveals.until} <= clock_timestamp()`,
    })
    .from(reveals)
    .where(eq(reveals.revealUuid, reveal.revealUuid))
    .limit(1);
  if (!row) throw new Error("Bug: the reveal is neither kept nor there");
  return row;
}

/** Who saw the personal data of an order, newest first. */
export async function readReveals(db: DbOrTx, sagaUuid: string, limit: number) {
  return db
    .select({
      id: reveals.id,
      actorName: users.name,
      purpose: reveals.purpose,
      note: reveals.note,
      revealedAt: reveals.revealedAt,
    })
    .from(reveals)
    .leftJoin(users, eq(users.id, reveals.actorId))
    .where(eq(reveals.sagaUuid, sagaUuid))
    .orderBy(desc(reveals.id))
    .limit(limit);
}
export type RevealRow = Awaited<ReturnType<typeof readReveals>>[number];

/** The newest of all orders. */
export async function readNewestReveals(db: DbOrTx, limit: number) {
  return db
    .select({
      revealUuid: reveals.revealUuid,
      actorName: users.name,
      orderNumber: orders.orderNumber,
      purpose: reveals.purpose,
      revealedAt: reveals.revealedAt,
    })
    .from(reveals)
    .leftJoin(users, eq(users.id, reveals.actorId))
    .leftJoin(orderFulfillmentSagas, eq(orderFulfillmentSagas.sagaUuid, reveals.sagaUuid))
    .leftJoin(orders, eq(orders.orderUuid, orderFulfillmentSagas.orderUuid))
    .orderBy(desc(reveals.id))
    .limit(limit);
}

/** How often somebody revealed in the last hour. */
export async function countRevealsOfHour(db: DbOrTx, actorId: string): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(reveals)
    .where(
      sql`${reveals.actorId} = ${actorId} and ${reveals.revealedAt} > clock_timestamp() - interval '1 hour'`,
    );
  return row?.count ?? 0;
}
