import { sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { readEventHead } from "./events.ts";

const figure = z.object({
  step: z.enum(["order", "prescription", "inventory", "shipment", "notice"]),
  direction: z.enum(["forward", "undo"]),
  done: z.number(),
  refused: z.number(),
  retried: z.number(),
  unknown: z.number(),
  lastMinute: z.number(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});
export type StepFigure = z.infer<typeof figure>;

const windowRow = z.object({ since: z.coerce.date().nullable() });

/**
 * What the newest events say of each step in the last hour: at most `most` of
 * them are read, from the end of the store by its key, so that it costs the same
 * with fourteen million. `since` is how far back that reached. A time is from
 * the moment the work was due until its answer was recorded.
 */
export async function readStepFigures(
  db: DbOrTx,
  most: number,
): Promise<{ figures: StepFigure[]; since: Date | null }> {
  // As a number, not as a subquery: the planner must see how few they are, or it reads all of the store.
  const after = (await readEventHead(db)) - most;
  const recent = sql`
    recent as materialized (
      select aggregate_uuid, aggregate_version, event_type, event_data, occurred_at
      from (select * from event_store where id > ${after} order by id limit ${most}) newest
      where occurred_at > now() - interval '1 hour')`;
  const [figures, window] = await Promise.all([
    db.execute(sql`
      with ${recent}, told as (
        select event_type, occurred_at, event_data,
          lag(occurred_at) over own as began,
          lag(event_data->>'dueAt') over own as due
        from recent
        window own as (partition by aggregate_uuid order by aggregate_version)
      ), outcome as (
        select coalesce(kind.step, event_data->>'step') as step,
          coalesce(kind.direction, event_data->>'direction') as direction,
          kind.outcome, occurred_at,
          case when kind.outcome in ('done', 'refused') then
            1000 * extract(epoch from occurred_at - greatest(began, to_timestamp(due::float8 / 1000))) end as took_ms
        from told join (values
          ('PrescriptionCreated', 'prescription', 'forward', 'done'),
          ('InventoryReserved', 'inventory', 'forward', 'done'),
          ('ShipmentInitiated', 'shipment', 'forward', 'done'),
          ('PrescriptionFailed', 'prescription', 'forward', 'refused'),
          ('InventoryReservationFailed', 'inventory', 'forward', 'refused'),
          ('ShipmentInitiationFailed', 'shipment', 'forward', 'refused'),
          ('PrescriptionCancelled', 'prescription', 'undo', 'done'),
          ('InventoryReleased', 'inventory', 'undo', 'done'),
          ('ShipmentVoided', 'shipment', 'undo', 'done'),
          ('OrderCancelled', 'order', 'undo', 'done'),
          ('CustomerNotified', 'notice', 'forward', 'done'),
          ('CustomerNotificationFailed', 'notice', 'forward', 'refused'),
          ('StepRetryScheduled', null, null, 'retried'),
          ('StepOutcomeUnknown', null, null, 'unknown')
        ) kind(event_type, step, direction, outcome) using (event_type)
      )
      select step, direction,
        count(*) filter (where outcome = 'done')::int as done,
        count(*) filter (where outcome = 'refused')::int as refused,
        count(*) filter (where outcome = 'retried')::int as retried,
        count(*) filter (where outcome = 'unknown')::int as unknown,
        count(*) filter (where outcome in ('done', 'refused')
          and occurred_at > now() - interval '1 minute')::int as "lastMinute",
        percentile_cont(0.5) within group (order by took_ms)
          filter (where step not in ('order', 'notice')) as "p50Ms",
        percentile_cont(0.95) within group (order by took_ms)
          filter (where step not in ('order', 'notice')) as "p95Ms"
      from outcome group by step, direction`),
    db.execute(sql`
      select greatest(now() - interval '1 hour', min(occurred_at)) as since
      from (select occurred_at from event_store
        where id > ${after}
        order by id limit 1) oldest`),
  ]);
  const [first] = window.rows;
  return {
    figures: figures.rows.map((row) => figure.parse(row)),
    since: first === undefined ? null : windowRow.parse(first).since,
  };
}
