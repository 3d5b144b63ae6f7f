import type { Standing } from "#db/queries/overview";
import type { Measure } from "#db/queries/rollups";
import type { LastHour } from "./last-hour.ts";
import type { StateCounts } from "./state-counts.ts";
import type { StepLine } from "./views.ts";

const LINES: readonly {
  subject: StepLine["subject"];
  title: string;
  /** What is added up to the attempts that failed; null where none is counted. */
  failed: readonly Measure[] | null;
  isAtIt: (standing: Standing) => boolean;
}[] = [
  step("prescription", "Prescription"),
  step("inventory", "Inventory"),
  step("shipment", "Shipment"),
  { subject: "order", title: "Whole order", failed: null, isAtIt: () => true },
  {
    subject: "undo",
    title: "Undo",
    failed: ["undo_failed"],
    isAtIt: ({ direction }) => direction === "undo",
  },
];

function step<S extends "prescription" | "inventory" | "shipment">(subject: S, title: string) {
  return {
    subject,
    title,
    failed: [`${subject}_failed`, `${subject}_refused`] as const,
    isAtIt: (standing: Standing) => standing.step === subject && standing.direction === "forward",
  };
}

/** How each step went in the last hour, and what is at it now. */
export function stepLines(
  lastHour: LastHour,
  { standings, atLeast }: Pick<StateCounts, "standings" | "atLeast">,
): StepLine[] {
  return LINES.map(({ subject, title, failed, isAtIt }) => {
    const here = standings.filter(isAtIt);
    const oldestMs = Math.min(...here.map(({ oldestAt }) => oldestAt.getTime()));
    return {
      subject,
      title,
      done: lastHour.done(subject),
      failed:
        failed === null ? null : failed.reduce((total, each) => total + lastHour.count(each), 0),
      p50Ms: lastHour.p50Ms(subject),
      p95Ms: lastHour.p95Ms(subject),
      inProgress: { count: here.reduce((total, { count }) => total + count, 0), atLeast },
      oldestAt: here.length === 0 ? null : new Date(oldestMs).toISOString(),
    };
  });
}
