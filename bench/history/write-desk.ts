import type pg from "pg";
import { newUuid } from "#server/ids";
import { type ViewContent, viewContent } from "#server/operations/saved-views/view-content";
import { STAFF } from "./life.ts";

/**
 * What the people at the desk would have left over the years: who had which order,
 * what they know about the failures, what they retried together, which lists they
 * look at. No events tell of it, so no other row depends on it.
 */
export async function writeDesk(client: pg.Client): Promise<void> {
  for (const statement of [PAST_CLAIMS, FORGOTTEN_CLAIMS, OPEN_CLAIMS]) {
    await client.query(statement, [STAFF]);
  }
  await client.query(KNOWN_GROUPS, [STAFF]);
  await client.query(FIXED_GROUPS, [STAFF]);
  await client.query(GROUP_NOTES, [STAFF]);
  await client.query(BULKS, [STAFF]);
  await client.query(BULK_ORDERS);
  for (const { name, wish } of VIEWS) {
    const content = viewContent.parse({ wish });
    await client.query(SAVED_VIEW, [newUuid(), STAFF[1], name, content]);
  }
}

const staffAt = (number: string) => `($1::text[])[1 + ${number} % ${STAFF.length}]`;

/** Whoever did something to an order had claimed it. */
const PAST_CLAIMS = `
  insert into claims (claim_id, saga_uuid, actor_id, claimed_at, expires_at, ended_at, ended_by)
  select gen_random_uuid(), saga_uuid, coalesce(actor_id, ($1::text[])[1]),
    created_at - interval '5 minutes', created_at + interval '30 minutes',
    created_at + interval '2 minutes', 'release'
  from operator_actions`;

/** Ran out, and nobody has claimed the order since. */
const FORGOTTEN_CLAIMS = `
  insert into claims (claim_id, saga_uuid, actor_id, claimed_at, expires_at)
  select gen_random_uuid(), saga_uuid, ${staffAt("id")}, parked_at + interval '10 minutes',
    parked_at + interval '40 minutes'
  from order_fulfillment_sagas where parked_reason is not null and id % 7 = 0`;

/** As of a busy day; for a working day, so that they outlast a measurement. */
const OPEN_CLAIMS = `
  insert into claims (claim_id, saga_uuid, actor_id, claimed_at, expires_at)
  select gen_random_uuid(), saga_uuid, ${staffAt("id")}, now(), now() + interval '8 hours'
  from order_fulfillment_sagas
  where parked_reason is not null and parked_reason <> 'HELD_BY_OPERATOR' and id % 7 <> 0
  order by id desc limit 60`;

const KNOWN_GROUPS = `
  update failure_groups set status = 'known', owner_id = ${staffAt("id")}, revision = 2
  where id % 3 = 1`;

/** Since the last of them, so that none has come back. */
const FIXED_GROUPS = `
  update failure_groups set status = 'fixed', fixed_in = '2026.11', status_at = now(),
    owner_id = ${staffAt("id")}, revision = 2
  where id % 5 = 2`;

const GROUP_NOTES = `
  insert into failure_group_notes (note_id, group_id, kind, author_id, note, created_at)
  select gen_random_uuid(), id, 'note', ${staffAt("n")}, 'The partner looks into it.',
    last_seen_at - make_interval(days => n)
  from failure_groups, generate_series(1, 20) n`;

/** Every group was retried together a few times; the first operation of each is as large as one may be. */
const BULKS = `
  insert into bulk_operations (bulk_uuid, kind, group_id, state, state_at, asked_by, reason_code,
    frozen_at, started_at, stage)
  select gen_random_uuid(), 'retry', id, 'done', last_seen_at, ${staffAt("n")}, 'partner_outage',
    last_seen_at - interval '2 hours', last_seen_at - interval '2 hours', 4
  from failure_groups, generate_series(1, 5) n
  order by n, id`;

const BULK_ORDERS = `
  insert into bulk_operation_orders (bulk_id, ordinal, saga_uuid, order_number, revision, stage,
    state, outcome, asked_at, picked_up_at, ran_at, closed_at)
  select b.id, f.ordinal, f.saga_uuid, o.order_number, 1,
    case when f.ordinal = 1 then 1 when f.ordinal <= 6 then 2 when f.ordinal <= 31 then 3 else 4 end,
    case when f.ordinal % 40 = 0 then 'same_error' else 'fixed' end, 'It went on.',
    b.started_at, b.started_at, b.started_at, b.started_at + interval '1 minute'
  from bulk_operations b
  cross join (select count(*) as groups from failure_groups) g
  cross join lateral (
    select saga_uuid, row_number() over ()::int as ordinal from (
      select saga_uuid from failure_group_orders where group_id = b.group_id
      limit case when b.id <= g.groups then 1000 else 60 end) chosen) f
  join order_fulfillment_sagas s using (saga_uuid)
  join orders o using (order_uuid)`;

const SAVED_VIEW = `
  insert into saved_views (view_id, owner_id, name, content, shared, created_at, updated_at)
  values ($1, $2, $3, $4, true, now(), now())`;

/** As many as the sidebar counts, of every kind that the filter panel offers. */
const VIEWS: readonly { name: string; wish: DeepPartial<ViewContent["wish"]> }[] = [
  { name: "Carrier trouble", wish: { filter: "open", where: { partners: ["carrier"] } } },
  { name: "Customers not told", wish: { where: { statuses: ["customer_not_told"] } } },
  { name: "Fraud desk", wish: { where: { statuses: ["on_hold"] } } },
  { name: "Nobody knows", wish: { where: { reasons: ["OUTCOME_UNKNOWN"] } } },
  { name: "Old and open", wish: { filter: "open", where: { olderThanMinutes: 1_440 } } },
  { name: "Out of stock", wish: { filter: "cancelled", where: { code: "insufficient_stock" } } },
  { name: "Retrying", wish: { where: { statuses: ["retrying", "stalled"] } } },
  { name: "Scanned too early", wish: { where: { code: "already_scanned" } } },
  { name: "Shipped", wish: { filter: "completed" } },
  { name: "Undo stopped", wish: { where: { statuses: ["undo_stopped", "undo_refused"] } } },
  { name: "Waiting at the warehouse", wish: { where: { steps: ["inventory"] } } },
  { name: "Without an answer", wish: { filter: "outcome_unknown" } },
];

type DeepPartial<T> = { [K in keyof T]?: T[K] extends object ? Partial<T[K]> : T[K] };
