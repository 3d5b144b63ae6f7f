import type { HistoryPoint, OverviewHistory } from "#server/operations/overview/views";
import { formatNumber } from "@/components/console/count";
import { intervalWords } from "./chart-axis.ts";
import { rangeWords } from "./ranges.ts";

/** One interval with every panel's value. */
export function pointWords(
  point: HistoryPoint,
  stepMinutes: number,
  zone: string | undefined,
): string {
  const { failed } = point;
  const fails = (["prescription", "inventory", "shipment", "undo"] as const)
    .filter((step) => failed[step] > 0)
    .map((step) => `${step} ${formatNumber(failed[step])}`);
  const failures = fails.length === 0 ? "no attempt failed" : `failed: ${fails.join(", ")}`;
  return `${intervalWords(point.at, stepMinutes, zone)}: ${formatNumber(point.completed)} completed, ${formatNumber(point.cancelled)} cancelled, ${failures}`;
}

/** What a picture of the chart says to whoever cannot see it. */
export function chartWords({ points, totals, range, stepMinutes }: OverviewHistory): string {
  const counts = points.map(({ completed }) => completed);
  const failed = Object.values(totals.failed).reduce((sum, count) => sum + count, 0);
  const step = stepMinutes < 60 ? `${stepMinutes} minutes` : `${stepMinutes / 60} hours`;
  return `Bar chart of ${rangeWords(range)} per ${step}: ${formatNumber(totals.completed)} orders completed, at least ${formatNumber(Math.min(...counts))} and at most ${formatNumber(Math.max(...counts))}; ${formatNumber(totals.cancelled)} cancelled; ${formatNumber(failed)} attempts failed.`;
}
