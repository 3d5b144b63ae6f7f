import type {
  HistoryPoint,
  OverviewHistory,
  PartnerIncident,
} from "#server/operations/overview/views";
import { formatNumber } from "@/components/console/count";
import { intervalWords } from "./chart-axis.ts";
import { incidentsAt, incidentsSentence, incidentWords } from "./incident-words.ts";
import { rangeWords } from "./ranges.ts";

/** One interval with every panel's value. */
export function pointWords(
  point: HistoryPoint,
  stepMinutes: number,
  zone: string | undefined,
  incidents: readonly PartnerIncident[] = [],
): string {
  const { failed } = point;
  const fails = (["prescription", "inventory", "shipment", "undo"] as const)
    .filter((step) => failed[step] > 0)
    .map((step) => `${step} ${formatNumber(failed[step])}`);
  const failures = fails.length === 0 ? "no attempt failed" : `failed: ${fails.join(", ")}`;
  const partners = incidentsAt(incidents, point.at, stepMinutes)
    .map((incident) => `; ${incidentWords(incident)}`)
    .join("");
  return `${intervalWords(point.at, stepMinutes, zone)}: ${formatNumber(point.completed)} completed, ${formatNumber(point.cancelled)} cancelled, ${failures}${partners}`;
}

/** What a picture of the chart says to whoever cannot see it. */
export function chartWords(view: OverviewHistory, zone: string | undefined): string {
  const { points, totals, range, stepMinutes } = view;
  const counts = points.map(({ completed }) => completed);
  const failed = Object.values(totals.failed).reduce((sum, count) => sum + count, 0);
  const step = stepMinutes < 60 ? `${stepMinutes} minutes` : `${stepMinutes / 60} hours`;
  return `Bar chart of ${rangeWords(range)} per ${step}: ${formatNumber(totals.completed)} orders completed, at least ${formatNumber(Math.min(...counts))} and at most ${formatNumber(Math.max(...counts))}; ${formatNumber(totals.cancelled)} cancelled; ${formatNumber(failed)} attempts failed. ${incidentsSentence(view, zone)}`.trimEnd();
}
