import { and, asc, eq } from "drizzle-orm";
import type { DbOrTx } from "#db/client";
import { orderFulfillmentSagas, orders } from "#db/schema/index";

export type OrderKey =
  | { type: "uuid"; orderUuid: string }
  | { type: "number"; orderNumber: string };

/** The numbers of the orders beside one: the cancelled one that it replaces, and the one that replaces it. */
export type Relatives = { replaces: string | null; replacedBy: string | null };

export async function readRelatives(
  db: DbOrTx,
  { orderUuid, replacesOrderId }: { orderUuid: string; replacesOrderId: string | null },
): Promise<Relatives> {
  const number = { orderNumber: orders.orderNumber };
  const [replacedBy] = await db
    .select(number)
    .from(orders)
    .where(eq(orders.replacesOrderId, orderUuid))
    .limit(1);
  if (replacesOrderId === null) {
    return { replaces: null, replacedBy: replacedBy?.orderNumber ?? null };
  }
  const [replaces] = await db
    .select(number)
    .from(orders)
    .where(eq(orders.orderUuid, replacesOrderId))
    .limit(1);
  return {
    replaces: replaces?.orderNumber ?? null,
    replacedBy: replacedBy?.orderNumber ?? null,
  };
}

/** One client's order with its sagas, oldest first; empty when there is none or it is another's. */
export async function findOrderWithSagas(db: DbOrTx, clientId: string, key: OrderKey) {
  const named =
    key.type === "uuid"
      ? eq(orders.orderUuid, key.orderUuid)
      : eq(orders.orderNumber, key.orderNumber);
  return db
    .select({
      orderUuid: orders.orderUuid,
      orderNumber: orders.orderNumber,
      externalOrderId: orders.externalOrderId,
      replacesOrderId: orders.replacesOrderId,
      lineCount: orders.lineCount,
      createdAt: orders.createdAt,
      updatedAt: orders.updatedAt,
      saga: {
        sagaUuid: orderFulfillmentSagas.sagaUuid,
        state: orderFulfillmentSagas.state,
        parkedReason: orderFulfillmentSagas.parkedReason,
        parkedAt: orderFulfillmentSagas.parkedAt,
        cancelRequestedAt: orderFulfillmentSagas.cancelRequestedAt,
        tries: orderFulfillmentSagas.tries,
        trackingNumber: orderFulfillmentSagas.trackingNumber,
        startedAt: orderFulfillmentSagas.startedAt,
        completedAt: orderFulfillmentSagas.completedAt,
        updatedAt: orderFulfillmentSagas.updatedAt,
      },
    })
    .from(orders)
    .innerJoin(orderFulfillmentSagas, eq(orderFulfillmentSagas.orderUuid, orders.orderUuid))
    .where(and(named, eq(orders.clientId, clientId)))
    .orderBy(asc(orderFulfillmentSagas.id))
    .limit(10);
}
export type OrderWithSaga = Awaited<ReturnType<typeof findOrderWithSagas>>[number];
