import { sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import type { activityRollups, durationRollups } from "#db/schema/index";

export type Measure = (typeof activityRollups.$inferSelect)["measure"];
export type DurationSubject = (typeof durationRollups.$inferSelect)["subject"];

/** Which of the kept widths, since when, and how many seconds one answered interval has. */
export type RollupWindow = { widthSeconds: 300 | 3600; fromMs: number; stepSeconds: number };

const activityRow = z.object({
  atMs: z.number(),
  measure: z.custom<Measure>((value) => typeof value === "string"),
  count: z.number(),
});
export type ActivityRow = z.infer<typeof activityRow>;

/** How often each thing happened in each interval of the window; intervals without any are left out. */
export async function readActivity(db: DbOrTx, window: RollupWindow): Promise<ActivityRow[]> {
  const result = await db.execute(sql`
    select extract(epoch from date_bin(make_interval(secs => ${window.stepSeconds}::int), bucket_at,
        timestamptz 'epoch'))::float8 * 1000 as "atMs",
      measure, sum(count)::int as count
    from activity_rollups
    where width_seconds = ${window.widthSeconds} and bucket_at >= ${fromOf(window)}
    group by 1, 2 order by 1, 2`);
  return result.rows.map((row) => activityRow.parse(row));
}

const binRow = z.object({
  subject: z.custom<DurationSubject>((value) => typeof value === "string"),
  bin: z.number(),
  count: z.number(),
});
export type BinRow = z.infer<typeof binRow>;

/** How many of each kind fell into each bin of the scale in the window, shortest first. */
export async function readDurationBins(
  db: DbOrTx,
  window: Omit<RollupWindow, "stepSeconds">,
): Promise<BinRow[]> {
  const result = await db.execute(sql`
    select subject, bin, sum(count)::int as count from duration_rollups
    where width_seconds = ${window.widthSeconds} and bucket_at >= ${fromOf(window)}
    group by 1, 2 order by 1, 2`);
  return result.rows.map((row) => binRow.parse(row));
}

const fromOf = ({ fromMs }: { fromMs: number }) => sql`to_timestamp(${fromMs / 1_000}::float8)`;

const progressRow = z.object({ asOf: z.coerce.date().nullable() });

/** Up to when the rollups have counted; null before their first look. */
export async function readCountedUpTo(db: DbOrTx): Promise<Date | null> {
  const result = await db.execute(
    sql`select as_of as "asOf" from rollup_progress where projector = 'overview'`,
  );
  const [row] = result.rows;
  return row ? progressRow.parse(row).asOf : null;
}
