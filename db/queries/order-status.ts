import { type SQL, sql } from "drizzle-orm";

/** What decides an order's status besides its rows. The rules themselves are the console's; see server/operations/list. */
export type StatusRules = {
  nowMs: number;
  stalledAfterMs: number;
  noticeGraceMs: number;
  /** The status of each reason for which an order is parked. */
  parkedStatus: Readonly<Record<string, string>>;
  /** `step:direction` of partners on hold, and of those behind an open circuit. */
  held: readonly string[];
  shut: readonly string[];
};

/** A list of texts as a condition's right side; `in ()` is not SQL. */
export function isOneOf(what: SQL, values: readonly string[]): SQL {
  if (values.length === 0) return sql`false`;
  return sql`${what} in (${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`;
}

/** A customer who was not told what the order's end asks for: as a question about row `s`. */
export function isUntold({ nowMs, noticeGraceMs }: StatusRules): SQL {
  // A subquery and no join: it is asked of the few rows that come so far, one by one.
  return sql`(select case
      when o.notice_kind is distinct from case s.state when 'CANCELLED' then 'cancelled' else 'shipped' end
        then ${isOverdue(nowMs, noticeGraceMs)}
      when o.notice_state = 'failed' then true
      when o.notice_state <> 'due' then false
      else o.notice_code is not null or ${isOverdue(nowMs, noticeGraceMs)} end
    from orders o where o.order_uuid = s.order_uuid)`;
}

const isOverdue = (nowMs: number, graceMs: number) =>
  sql`coalesce(s.completed_at, s.updated_at) < ${instant(nowMs - graceMs)}`;

/**
 * The status of row `s` of order_fulfillment_sagas as an expression. It says the
 * same as server/operations/situation/live-status.ts does; a test holds the two together.
 */
export function statusOf(rules: StatusRules): SQL {
  const { nowMs, stalledAfterMs } = rules;
  const parked = sql.join(
    Object.entries(rules.parkedStatus).map(
      ([reason, status]) => sql`when ${reason} then ${status}::text`,
    ),
    sql` `,
  );
  const call = sql`(s.step || ':' || s.direction)`;
  const isShut = isOneOf(call, rules.shut);
  return sql`case
    when s.parked_reason is not null then case s.parked_reason ${parked} end
    when s.step is null then case
      when ${isUntold(rules)} then 'customer_not_told'
      when s.state = 'CANCELLED' then 'cancelled' else 'completed' end
    when ${isOneOf(call, rules.held)} then 'on_hold'
    when not ${isShut} and s.lease_until < ${instant(nowMs - stalledAfterMs)} then 'stalled'
    when s.direction = 'undo' then 'undoing'
    when s.in_doubt_since is not null then 'outcome_unknown'
    when ${isShut} then 'retrying'
    when s.next_attempt_at <= ${instant(nowMs)} and s.lease_until > ${instant(nowMs)} then 'running'
    when s.tries = 0 then 'scheduled'
    when s.last_error_code is null then 'running'
    else 'retrying' end`;
}

/** Milliseconds since the epoch as an instant of Postgres. */
export const instant = (ms: number): SQL => sql`to_timestamp(${ms}::float8 / 1000)`;
