import { readSagaRows } from "#server/fulfillment/read-saga-rows";
import { findSaga } from "#server/fulfillment/saga-row";
import { jobIdOf } from "#server/queue/job-id";
import { REDELIVERED } from "#server/saga/facts";
import { plan } from "#server/saga/plan";
import type { UpkeepContext } from "./upkeep-context.ts";

/** A commit that is under way when the lease ends is let win. */
const GRACE_SECONDS = 2;

const FIND_UNANSWERED = `
  select g.saga_uuid from order_fulfillment_sagas g
  where g.moving = 'forward' and g.cancel_requested_at is not null
    and g.lease_until < clock_timestamp() - make_interval(secs => ${GRACE_SECONDS})
  order by g.id
  limit 1000`;

/**
 * A cancel waits for the call in flight to end. When the lease is over and no
 * answer came, none may ever: the job may be lost, or wait behind an open
 * circuit. It counts as redelivered, and the saga turns, own entry included.
 */
export async function turnUnansweredCancels(context: UpkeepContext): Promise<number> {
  const { pool, committer, log } = context;
  const found = await pool.query<{ saga_uuid: string }>(FIND_UNANSWERED);
  const rows = await readSagaRows(
    pool,
    found.rows.map((row) => row.saga_uuid),
  );
  let turned = 0;
  for (const row of rows) {
    const read = findSaga(row);
    const directive = read.type === "saga" ? plan(read.saga) : null;
    if (!directive) continue;
    const { job, dispatch } = directive;
    const { saga_uuid: sagaUuid, order_uuid: orderUuid } = row;
    const receipt = await committer.submit({
      type: "outcome",
      sagaUuid,
      orderUuid,
      dispatch,
      job,
      reply: { type: "unknown", code: REDELIVERED },
      ticket: { queue: job, jobId: jobIdOf(sagaUuid, dispatch) },
    });
    if (receipt.type === "committed") {
      receipt.next?.place.free();
      turned += 1;
    }
  }
  if (turned > 0) log.warn({ sagas: turned }, "sweep.cancels_turned");
  return turned;
}
