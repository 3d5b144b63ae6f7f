import { type Check, Tally } from "./check.ts";

const READ_WRONG = `
  select saga_uuid,
    case
      when completed_at is null then 'is ' || state || ' without completed_at'
      when state = 'CANCELLED' then 'is CANCELLED with an entry of its stack still to be undone'
      else 'is COMPLETED without ShipmentInitiated'
    end as wrong
  from order_fulfillment_sagas g
  where state in ('COMPLETED', 'CANCELLED') and (
    completed_at is null
    or (state = 'CANCELLED' and jsonb_path_exists(compensation_stack, '$[*] ? (@.status == "recorded")'))
    or (state = 'COMPLETED' and not exists (
      select from event_store e
      where e.aggregate_uuid = g.saga_uuid and e.event_type = 'ShipmentInitiated')))
  order by saga_uuid
  limit 1000`;

const COUNT = `
  select count(*)::int as count from order_fulfillment_sagas
  where state in ('COMPLETED', 'CANCELLED')`;

export const endsAreComplete: Check = {
  name: "what is cancelled is undone, what is completed was shipped",
  async run({ client }) {
    const tally = new Tally("ended sagas");
    const wrong = await client.query<{ saga_uuid: string; wrong: string }>(READ_WRONG);
    for (const row of wrong.rows) tally.accuse(`saga ${row.saga_uuid}: ${row.wrong}`);
    const ended = await client.query<{ count: number }>(COUNT);
    tally.looked(ended.rows[0]?.count ?? 0);
    return tally.finding();
  },
};
