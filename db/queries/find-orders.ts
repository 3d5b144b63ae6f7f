import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";

const idRow = z.object({ id: z.coerce.number() });
const numberRow = z.object({ number: z.string() });

/** The sagas of one search, newest first. One more than shown tells whether there are more. */
async function sagaIds(db: DbOrTx, query: SQL): Promise<number[]> {
  const { rows } = await db.execute(query);
  return rows.map((row) => idRow.parse(row).id);
}

export function findByOrderNumber(db: DbOrTx, orderNumber: string): Promise<number[]> {
  return sagaIds(
    db,
    sql`select s.id from orders o join order_fulfillment_sagas s using (order_uuid)
        where o.order_number = ${orderNumber}`,
  );
}

/** A uuid may be the order's or the saga's. */
export async function findByUuid(
  db: DbOrTx,
  uuid: string,
): Promise<{ order: number[]; saga: number[] }> {
  const [order, saga] = await Promise.all([
    sagaIds(db, sql`select id from order_fulfillment_sagas where order_uuid = ${uuid}::uuid`),
    sagaIds(db, sql`select id from order_fulfillment_sagas where saga_uuid = ${uuid}::uuid`),
  ]);
  return { order, saga };
}

/**
 * A storefront's own id. It is unique for each storefront, and of those there are
 * few: each is looked up in turn, so that no index of its own is needed.
 */
export function findByExternalOrderId(db: DbOrTx, externalOrderId: string, limit: number) {
  return sagaIds(
    db,
    sql`with recursive clients as (
          (select o.client_id from orders o order by o.client_id limit 1)
          union all
          select (select o.client_id from orders o where o.client_id > c.client_id
                  order by o.client_id limit 1)
          from clients c where c.client_id is not null)
        select s.id from clients c
        join orders o on o.client_id = c.client_id and o.external_order_id = ${externalOrderId}
        join order_fulfillment_sagas s using (order_uuid)
        order by s.id desc limit ${limit}`,
  );
}

export function findByTrackingNumber(db: DbOrTx, trackingNumber: string, limit: number) {
  return sagaIds(
    db,
    sql`select id from order_fulfillment_sagas where tracking_number = ${trackingNumber}
        order by id desc limit ${limit}`,
  );
}

/** What a partner calls its part of an order that has ended. */
export function findByReference(db: DbOrTx, reference: string, limit: number) {
  return sagaIds(
    db,
    sql`select id from (
          select id from order_fulfillment_sagas
          where ended_references @> array[${reference}]::text[] offset 0) found
        order by id desc limit ${limit}`,
  );
}

/**
 * The same of the orders under way, the newest of them: an index on a reference
 * would be written with every step, so these few are read instead.
 */
export function findOpenByReference(
  db: DbOrTx,
  reference: string,
  { walk, limit }: { walk: number; limit: number },
) {
  const newest = (open: SQL) => sql`
    (select s.id from (
       select i.id, i.prescription_reference, i.inventory_reference, i.shipment_reference
       from order_fulfillment_sagas i where ${open} order by i.id desc limit ${walk}) s
     where ${reference} in (s.prescription_reference, s.inventory_reference, s.shipment_reference))`;
  return sagaIds(
    db,
    sql`select id from (
          ${newest(sql`i.moving = 'forward'`)} union ${newest(sql`i.moving = 'undo'`)}
          union ${newest(sql`i.parked_reason is not null`)}) found
        order by id desc limit ${limit}`,
  );
}

/** A customer's orders. An order's uuid begins with its time, so the index gives the newest first. */
export function findByContact(
  db: DbOrTx,
  contact: { type: "email" | "phone"; index: string },
  limit: number,
): Promise<number[]> {
  const fits =
    contact.type === "email"
      ? sql`p.email_index = ${contact.index}`
      : sql`p.phone_index = ${contact.index}`;
  return sagaIds(
    db,
    sql`select s.id from (
          select p.order_uuid from patients p where ${fits}
          order by p.order_uuid desc limit ${limit}) p
        join order_fulfillment_sagas s using (order_uuid) order by s.id desc`,
  );
}

/** Those of the numbers that orders have, newest first. */
export async function readExistingNumbers(
  db: DbOrTx,
  orderNumbers: readonly string[],
): Promise<string[]> {
  if (orderNumbers.length === 0) return [];
  const wanted = sql.join(
    orderNumbers.map((each) => sql`${each}`),
    sql`, `,
  );
  const { rows } = await db.execute(
    sql`select order_number as number from orders where order_number in (${wanted})
        order by id desc limit ${orderNumbers.length}`,
  );
  return rows.map((row) => numberRow.parse(row).number);
}
