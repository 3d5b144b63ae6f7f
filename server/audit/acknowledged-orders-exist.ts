import { type Check, Tally } from "./check.ts";

const READ_WRONG = `
  select 'order ' || k.order_uuid || ' was acknowledged (client ' || k.client_id
         || ') and has no row' as wrong
  from idempotency_keys k
  where not exists (select from orders o where o.order_uuid = k.order_uuid)
  union all
  select 'order ' || o.order_uuid || ' has no saga' from orders o
  where not exists (select from order_fulfillment_sagas g where g.order_uuid = o.order_uuid)
  union all
  select 'saga ' || g.saga_uuid || ' has no order' from order_fulfillment_sagas g
  where not exists (select from orders o where o.order_uuid = g.order_uuid)
  union all
  select 'order ' || o.order_uuid || ' has no patient' from orders o
  where not exists (select from patients p where p.order_uuid = o.order_uuid)
  union all
  select 'order ' || o.order_uuid || ' does not have its ' || o.line_count || ' lines'
  from orders o
  where o.line_count <> (select count(*) from order_lines l where l.order_uuid = o.order_uuid)
  limit 1000`;

const COUNT = "select count(*)::int as count from orders";

export const acknowledgedOrdersExist: Check = {
  name: "each acknowledged order is there, with all of it",
  async run({ client }) {
    const tally = new Tally("orders");
    const wrong = await client.query<{ wrong: string }>(READ_WRONG);
    for (const row of wrong.rows) tally.accuse(row.wrong);
    const orders = await client.query<{ count: number }>(COUNT);
    tally.looked(orders.rows[0]?.count ?? 0);
    return tally.finding();
  },
};
