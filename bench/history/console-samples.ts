import type pg from "pg";
import { Chance } from "./chance.ts";

/** What a history holds that can be asked for, from all over it. */
export type ConsoleSamples = {
  sagas: number;
  lastEventId: number;
  sagaIds: number[];
  /** Order numbers. */
  completed: string[];
  cancelled: string[];
  parked: string[];
  longest: string[];
  /** Groups of failures: first those that the page lists, and those of most orders. */
  groups: number[];
  /** Operations, the largest first. */
  bulks: number[];
  sagaUuids: string[];
  /** What somebody may read out of an order. */
  told: { number: string; external: string; tracking: string; reference: string; email: string }[];
};

const SAMPLES = 43;
const SEED = 7;

/** The first match from each of some random places on; the oldest one where nothing follows. */
const numbersWhere = (condition: string) => `
  select o.order_number as number
  from unnest($1::bigint[]) place(id), lateral (
    (select order_uuid from order_fulfillment_sagas s where s.id >= place.id and ${condition}
     order by s.id limit 1)
    union all
    (select order_uuid from order_fulfillment_sagas s where ${condition} order by s.id limit 1)
    limit 1) s
  join orders o using (order_uuid)`;

const TOLD = `
  select o.order_number as number, o.external_order_id as external, s.tracking_number as tracking,
    s.prescription_reference as reference, p.email
  from order_fulfillment_sagas s
  join orders o using (order_uuid) join patients p using (order_uuid)
  where s.id = any($1) and s.tracking_number is not null and p.email is not null`;

export async function readConsoleSamples(client: pg.Client): Promise<ConsoleSamples> {
  const { rows } = await client.query<{ sagas: number; events: number }>(
    `select (select max(id) from order_fulfillment_sagas)::float8 as sagas,
       (select max(id) from event_store)::float8 as events`,
  );
  const { sagas = 0, events: lastEventId = 0 } = rows[0] ?? {};
  const chance = new Chance(SEED);
  const sagaIds = Array.from({ length: SAMPLES }, () => chance.between(1, sagas));
  const numbers = async (condition: string) => {
    const found = await client.query<{ number: string }>(numbersWhere(condition), [sagaIds]);
    return found.rows.map(({ number }) => number);
  };
  const ids = async (query: string) => {
    const found = await client.query<{ id: string }>(query, [SAMPLES]);
    return found.rows.map(({ id }) => Number(id));
  };
  const claimed = await client.query<{ uuid: string }>(
    `select saga_uuid as uuid from claims where ended_at is null order by expires_at desc limit $1`,
    [SAMPLES],
  );
  const told = await client.query<ConsoleSamples["told"][number]>(TOLD, [sagaIds]);
  return {
    sagas,
    lastEventId,
    sagaIds,
    completed: await numbers("state = 'COMPLETED'"),
    cancelled: await numbers("state = 'CANCELLED'"),
    parked: await numbers("parked_reason is not null"),
    longest: await numbers("parked_reason = 'COMPENSATION_EXHAUSTED'"),
    groups: await ids(
      `select id from failure_groups
       order by last_seen_at > now() - interval '7 days' desc, order_count desc limit $1`,
    ),
    bulks: await ids(
      `select bulk_id as id from bulk_operation_orders group by bulk_id order by count(*) desc, 1
       limit $1`,
    ),
    told: told.rows,
    sagaUuids: claimed.rows.map(({ uuid }) => uuid),
  };
}
