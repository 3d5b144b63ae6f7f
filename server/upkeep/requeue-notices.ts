import { noticeFor } from "#server/notifications/decide-notice";
import type { NoticeKind } from "#server/partners/types";
import { noticeJobIdOf } from "#server/queue/job-id";
import { NOTICE_QUEUE, type NoticeJobData } from "#server/queue/queues";
import { POSITIONS } from "#server/saga/types";
import type { UpkeepContext } from "./upkeep-context.ts";

// The queue is read once, however long it is: asked for each order, a backlog would cost its square.
const FIND_FORGOTTEN = `
  with jobs as (
    select data->>'orderUuid' order_uuid, count(*)::int n,
      array_agg(data->>'kind') filter (where state < 'completed') live_kinds
    from pgboss.job where name = $3 group by 1)
  select o.order_uuid, w.kind, coalesce(j.n, 0) jobs
  from orders o
  join order_fulfillment_sagas g on g.order_uuid = o.order_uuid
  join unnest($1::text[], $2::text[]) w(state, kind) on w.state = g.state
  left join jobs j on j.order_uuid = o.order_uuid::text
  where (o.notice_state in ('none', 'due')
      or (o.cancelled_at is not null and o.notice_kind = 'shipped'))
    and w.kind <> all(coalesce(j.live_kinds, '{}'))
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
