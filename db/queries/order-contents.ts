import { asc, eq } from "drizzle-orm";
import type { DbOrTx } from "#db/client";
import { orderFulfillmentSagas, orderLines, orders, patients } from "#db/schema/index";

/** Which order a saga fulfils; nothing of what is in it. */
export async function findOrderUuid(db: DbOrTx, sagaUuid: string): Promise<string | undefined> {
  const [found] = await db
    .select({ orderUuid: orderFulfillmentSagas.orderUuid })
    .from(orderFulfillmentSagas)
    .where(eq(orderFulfillmentSagas.sagaUuid, sagaUuid))
    .limit(1);
  return found?.orderUuid;
}

/** All that a storefront sent with an order. Personal data: for no log or event, and for no answer but a recorded reveal. */
export async function readOrderContents(db: DbOrTx, orderUuid: string) {
  const [found] = await db
    .select({ order: orders, patient: patients })
    .from(orders)
    .innerJoin(patients, eq(patients.orderUuid, orders.orderUuid))
    .where(eq(orders.orderUuid, orderUuid))
    .limit(1);
  if (!found) return undefined;
  const lines = await db
    .select()
    .from(orderLines)
    .where(eq(orderLines.orderUuid, orderUuid))
    .orderBy(asc(orderLines.position))
    .limit(found.order.lineCount);
  return { ...found, lines };
}
export type OrderContents = NonNullable<Awaited<ReturnType<typeof readOrderContents>>>;
