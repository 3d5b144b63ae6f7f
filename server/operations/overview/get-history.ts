import type { DbOrTx } from "#db/client";
import { type ActivityRow, type Measure, readActivity, readCountedUpTo } from "#db/queries/rollups";
import { readClock } from "#db/queries/sagas";
import { readPartnerIncidents } from "./incidents.ts";
import { windowOf } from "./ranges.ts";
import type { FailedByStep, HistoryPoint, OverviewHistory, OverviewRange } from "./views.ts";

const FAILED_STEPS = [
  "prescription",
  "inventory",
  "shipment",
  "undo",
] as const satisfies readonly (keyof FailedByStep)[];

/** Orders finished and attempts failed over a range, every interval of it. */
export async function getHistory(
  { db }: { db: DbOrTx },
  { range }: { range: OverviewRange },
): Promise<OverviewHistory> {
  const now = await readClock(db);
  const window = windowOf(range, now);
  const [activity, countedUpTo, incidents] = await Promise.all([
    readActivity(db, window),
    readCountedUpTo(db),
    readPartnerIncidents(db, window.fromMs),
  ]);
  const byInterval = Map.groupBy(activity, ({ atMs }) => atMs);
  const points = Array.from({ length: window.steps }, (_, index) => {
    const atMs = window.fromMs + index * window.stepSeconds * 1_000;
    return pointOf(atMs, byInterval.get(atMs) ?? []);
  });
  const total = (measure: Measure) => countOf(activity, measure);
  return {
    range,
    stepMinutes: window.stepSeconds / 60,
    points,
    totals: {
      placed: total("orders_placed"),
      completed: total("orders_completed"),
      cancelled: total("orders_cancelled"),
      failed: failedIn(activity),
    },
    peaks: FAILED_STEPS.flatMap((step) => peakOf(points, step)),
    incidents,
    countedUpTo: countedUpTo?.toISOString() ?? null,
    asOf: new Date(now).toISOString(),
  };
}

function pointOf(atMs: number, rows: readonly ActivityRow[]): HistoryPoint {
  return {
    at: new Date(atMs).toISOString(),
    placed: countOf(rows, "orders_placed"),
    completed: countOf(rows, "orders_completed"),
    cancelled: countOf(rows, "orders_cancelled"),
    failed: failedIn(rows),
  };
}

function failedIn(rows: readonly ActivityRow[]): FailedByStep {
  return {
    prescription: countOf(rows, "prescription_failed") + countOf(rows, "prescription_refused"),
    inventory: countOf(rows, "inventory_failed") + countOf(rows, "inventory_refused"),
    shipment: countOf(rows, "shipment_failed") + countOf(rows, "shipment_refused"),
    undo: countOf(rows, "undo_failed"),
  };
}

function countOf(rows: readonly ActivityRow[], measure: Measure): number {
  return rows.filter((row) => row.measure === measure).reduce((sum, { count }) => sum + count, 0);
}

function peakOf(
  points: readonly HistoryPoint[],
  step: keyof FailedByStep,
): OverviewHistory["peaks"] {
  const worst = points.reduce<HistoryPoint | null>(
    (most, point) => (point.failed[step] > (most?.failed[step] ?? 0) ? point : most),
    null,
  );
  return worst ? [{ step, count: worst.failed[step], at: worst.at }] : [];
}
