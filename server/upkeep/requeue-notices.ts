import { noticeFor } from "#server/notifications/decide-notice";
import type { NoticeKind } from "#server/partners/types";
import { noticeJobIdOf } from "#server/queue/job-id";
import { NOTICE_QUEUE, type NoticeJobData } from "#server/queue/queues";
import { POSITIONS } from "#server/saga/types";
import type { UpkeepContext } from "./upkeep-context.ts";

// "not in" reads the queue once, into a hash, whatever the planner thinks of its length; a join of it
// cost a backlog's square. The jobs that are over are only counted for what was found.
const FIND_FORGOTTEN = `
  select o.order_uuid, w.kind,
    (select count(*)::int from pgboss.job j
     where j.name = $3 and j.data->>'orderUuid' = o.order_uuid::text) jobs
  from (
    -- Few, by an index of their own; the planner takes them for a sixth of all orders.
    select * from orders o
    where o.notice_state in ('none', 'due') or (o.cancelled_at is not null and o.notice_kind = 'shipped')
    offset 0
  ) o
  join order_fulfillment_sagas g on g.order_uuid = o.order_uuid
  join unnest($1::text[], $2::text[]) w(state, kind) on w.state = g.state
  where (o.order_uuid::text, w.kind) not in (
      select coalesce(data->>'orderUuid', ''), coalesce(data->>'kind', '')
      from pgboss.job where name = $3 and state < 'completed')
  order by o.id
  limit 1000`;

type Forgotten = { order_uuid: string; kind: NoticeKind; jobs: number };

/** Ended orders whose customer heard nothing of it, and whom nobody is going to tell: queued again. */
export async function requeueNotices({ pool, boss, log }: UpkeepContext): Promise<number> {
  const { rows } = await pool.query<Forgotten>(FIND_FORGOTTEN, [...ENDS, NOTICE_QUEUE]);
  if (rows.length === 0) return 0;
  const jobs = rows.map(({ order_uuid: orderUuid, kind, jobs: known }) => {
    // The job that was lost may have sent its message: the next is sent under the same Message-ID.
    const data: NoticeJobData = { orderUuid, kind, attempt: 0, doubted: true };
    return { id: noticeJobIdOf(orderUuid, kind, 0, 1 + known), data };
  });
  const inserted = await boss.insert(NOTICE_QUEUE, jobs, { returnId: true });
  const healed = inserted?.length ?? 0;
  if (healed > 0) log.warn({ jobs: healed, queue: NOTICE_QUEUE }, "sweep.healed");
  return healed;
}

/** Position and message of every end, as two columns. */
const ENDS: readonly [string[], string[]] = (() => {
  const ends = POSITIONS.flatMap((state) => {
    const kind = noticeFor(state);
    return kind === null ? [] : [{ state, kind }];
  });
  return [ends.map(({ state }) => state), ends.map(({ kind }) => kind)];
})();
