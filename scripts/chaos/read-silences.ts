import type pg from "pg";
import type { Injection, ProcessFaultType } from "./faults.ts";
import { findCauses } from "./measure-recovery.ts";

export type Silence = { fromMs: number; lengthMs: number; causes: readonly ProcessFaultType[] };

/** Longer than any group of commits takes. */
const SILENT_MS = 2_000;

const SILENCES = `
  select before, extract(epoch from at - before) * 1000 as ms
  from (
    select occurred_at as at, lag(occurred_at) over (order by occurred_at) as before
    from event_store where occurred_at <= $1
  ) followed
  where at - before > make_interval(secs => $2)
  order by ms desc`;

/** Orders are placed all the time until the last acknowledgement, so silence means that everything stood still. */
export async function readSilences(
  admin: pg.Pool,
  injections: readonly Injection[],
  untilMs: number,
): Promise<Silence[]> {
  const { rows } = await admin.query<{ before: Date; ms: string }>(SILENCES, [
    new Date(untilMs),
    SILENT_MS / 1_000,
  ]);
  return rows.map(({ before, ms }) => {
    const fromMs = before.getTime();
    const lengthMs = Math.round(Number(ms));
    return { fromMs, lengthMs, causes: findCauses(fromMs, fromMs + lengthMs, injections) };
  });
}

/** From when a saga's next work was due to its next event; parked and ended sagas have none. */
const LONGEST_REST = `
  with followed as (
    select event_type, event_data, occurred_at,
           lead(occurred_at) over (partition by aggregate_uuid order by aggregate_version) as next_at
    from event_store where aggregate_type = 'order_fulfillment_saga'
  )
  select max(extract(epoch from next_at - greatest(occurred_at,
           to_timestamp((event_data->>'dueAt')::bigint / 1000.0))) * 1000)::int as ms
  from followed
  where event_type in ('StepRetryScheduled', 'OrderFulfillmentSagaCompensationRecorded',
                       'PrescriptionCancelled', 'InventoryReleased', 'ShipmentVoided')`;

export async function readLongestRest(admin: pg.Pool): Promise<number> {
  const { rows } = await admin.query<{ ms: number | null }>(LONGEST_REST);
  return rows[0]?.ms ?? 0;
}
