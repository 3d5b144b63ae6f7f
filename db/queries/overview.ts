import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { NOT_PARKED } from "./not-parked.ts";

/** How long a lease may be over, and a first message be due, before a person should see it. */
export type Patience = { stalledAfterMs: number; noticeGraceMs: number };

const standingRow = z.object({
  status: z.enum([
    "scheduled",
    "running",
    "retrying",
    "stalled",
    "outcome_unknown",
    "on_hold",
    "undoing",
  ]),
  step: z.enum(["order", "prescription", "inventory", "shipment"]),
  direction: z.enum(["forward", "undo"]),
  count: z.coerce.number(),
  oldestAt: z.coerce.date(),
});
/** Sagas that go on by themselves: how many stand alike, and since when the oldest of them is under way. */
export type Standing = z.infer<typeof standingRow>;

/**
 * Groups what is under way by the badge that its row shows: the same words as
 * server/operations/situation/live-status.ts has, in its order; a test holds the two
 * together. Looks at no more than `bound` in each direction, oldest first.
 */
export async function readStandings(
  db: DbOrTx,
  { bound, stalledAfterMs }: { bound: number } & Pick<Patience, "stalledAfterMs">,
): Promise<Standing[]> {
  const walk = (direction: SQL) => sql`
    (select step, direction, next_attempt_at, lease_until, in_doubt_since, tries, last_error_code, started_at
     from order_fulfillment_sagas where moving = ${direction} order by moving, id limit ${bound})`;
  const result = await db.execute(sql`
    select s.step, s.direction, count(*) as count, min(s.started_at) as "oldestAt",
      case
        when p.held_since is not null then 'on_hold'
        when not shut.is_so and s.lease_until < now() - make_interval(secs => ${stalledAfterMs / 1_000}::float8)
          then 'stalled'
        when s.direction = 'undo' then 'undoing'
        when s.in_doubt_since is not null then 'outcome_unknown'
        when shut.is_so then 'retrying'
        when s.next_attempt_at <= now() and now() < s.lease_until then 'running'
        when s.tries = 0 then 'scheduled'
        when s.last_error_code is null then 'running'
        else 'retrying' end as status
    from (${walk(sql`'forward'`)} union all ${walk(sql`'undo'`)}) s
    left join partner_status p on p.direction = s.direction
      and p.partner = case s.step when 'shipment' then 'carrier' else s.step end
    cross join lateral (
      select coalesce(p.circuit_cause in ('failing', 'misconfigured'), false) as is_so) shut
    group by 1, 2, 5`);
  return result.rows.map((row) => standingRow.parse(row));
}

const countRow = z.object({ count: z.coerce.number() });

/** Orders that a person has put on hold. */
export async function countHeldByPeople(db: DbOrTx, bound: number): Promise<number> {
  const result = await db.execute(sql`
    select count(*) as count from (
      select 1 from order_fulfillment_sagas
      where parked_reason is not null and parked_reason = 'HELD_BY_OPERATOR' limit ${bound}) held`);
  return countRow.parse(result.rows[0]).count;
}

const untoldRow = z.object({ count: z.coerce.number(), looked: z.coerce.number() });

/** Orders that have ended and whose customer does not know it, of the oldest `bound` messages that are open. */
export async function countUntold(
  db: DbOrTx,
  { bound, noticeGraceMs }: { bound: number } & Pick<Patience, "noticeGraceMs">,
): Promise<{ count: number; atLeast: boolean }> {
  const result = await db.execute(sql`
    with open as (
      (select g.order_uuid, g.notice_kind, g.notice_state, g.notice_code
       from (
         select o.order_uuid from orders o
         where (o.notice_state in ('none', 'due') or (o.cancelled_at is not null and o.notice_kind = 'shipped'))
           and ${NOT_PARKED}
         order by o.id limit ${bound}) o
       cross join lateral (select * from orders g where g.order_uuid = o.order_uuid limit 1) g)
      union
      (select order_uuid, notice_kind, notice_state, notice_code from orders
       where notice_state = 'failed' order by id limit ${bound})
    )
    select (select count(*) from open) as looked, count(*) as count
    from open o cross join lateral (
      select g.*, case g.state when 'COMPLETED' then 'shipped' when 'CANCELLED' then 'cancelled' end as wanted
      from order_fulfillment_sagas g where g.order_uuid = o.order_uuid limit 1) s
    where s.step is null and s.parked_reason is null and s.wanted is not null
      and case when o.notice_kind = s.wanted and o.notice_state = 'failed' then true
        when o.notice_kind = s.wanted and o.notice_state <> 'due' then false
        else (o.notice_kind = s.wanted and o.notice_code is not null)
          or now() - coalesce(s.completed_at, s.updated_at) > make_interval(secs => ${noticeGraceMs / 1_000}::float8)
        end`);
  const { count, looked } = untoldRow.parse(result.rows[0]);
  return { count, atLeast: looked >= bound };
}

const idRow = z.object({ id: z.coerce.number() });

/** The oldest orders that are still under way by themselves. */
export async function readOldestUnderWay(db: DbOrTx, limit: number): Promise<number[]> {
  const walk = (direction: SQL) => sql`
    (select id from order_fulfillment_sagas where moving = ${direction} order by moving, id limit ${limit})`;
  const result = await db.execute(sql`
    select id from (${walk(sql`'forward'`)} union all ${walk(sql`'undo'`)}) moving
    order by id limit ${limit}`);
  return result.rows.map((row) => idRow.parse(row).id);
}

const queueRow = z.object({
  name: z.string(),
  due: z.coerce.number(),
  oldestAt: z.coerce.date().nullable(),
});
/** Jobs of one queue that are due and that nobody has taken up. */
export type QueueBacklog = z.infer<typeof queueRow>;

export async function readQueueBacklogs(
  db: DbOrTx,
  { queues, bound }: { queues: readonly string[]; bound: number },
): Promise<QueueBacklog[]> {
  const due = (state: SQL) => sql`
    (select j.start_after from pgboss.job_common j
     where j.name = q.name and j.state = ${state} and not j.blocked and j.start_after <= now()
     order by j.start_after limit ${bound})`;
  const result = await db.execute(sql`
    select q.name, w.due, w."oldestAt"
    from (select value as name from jsonb_array_elements_text(${JSON.stringify(queues)}::jsonb)) q
    cross join lateral (
      select count(*) as due, min(start_after) as "oldestAt"
      from (${due(sql`'created'`)} union all ${due(sql`'retry'`)}) jobs) w`);
  return result.rows.map((row) => queueRow.parse(row));
}
