import type { DbOrTx } from "#db/client";
import {
  type BinRow,
  type DurationSubject,
  type Measure,
  readActivity,
  readDurationBins,
} from "#db/queries/rollups";
import { percentile } from "./percentile.ts";
import { windowOf } from "./ranges.ts";

/** What was done, what failed and how long it took, in the twelve five minutes up to now. */
export type LastHour = {
  count(measure: Measure): number;
  done(subject: DurationSubject): number;
  p50Ms(subject: DurationSubject): number | null;
  p95Ms(subject: DurationSubject): number | null;
  minutes: number;
};

export async function readLastHour(db: DbOrTx, now: number): Promise<LastHour> {
  const window = windowOf("1h", now);
  const [activity, bins] = await Promise.all([
    readActivity(db, window),
    readDurationBins(db, window),
  ]);
  const binsOf = (subject: DurationSubject): BinRow[] =>
    bins.filter((bin) => bin.subject === subject);
  return {
    count: (measure) =>
      activity
        .filter((row) => row.measure === measure)
        .reduce((total, { count }) => total + count, 0),
    done: (subject) => binsOf(subject).reduce((total, { count }) => total + count, 0),
    p50Ms: (subject) => percentile(binsOf(subject), 0.5),
    p95Ms: (subject) => percentile(binsOf(subject), 0.95),
    minutes: (now - window.fromMs) / 60_000,
  };
}
