import { and, asc, eq } from "drizzle-orm";
import type { DbOrTx } from "#db/client";
import { orderFulfillmentSagas, orders } from "#db/schema/index";

export type OrderKey =
  | { type: "uuid"; orderUuid: string }
  | { type: "number"; orderNumber: string };

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
