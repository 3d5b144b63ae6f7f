import { sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";

const lookers = z.array(
  z.object({ sagaUuid: z.string(), userId: z.string(), name: z.string(), since: z.number() }),
);
export type LookerRow = z.infer<typeof lookers>[number];

const rows = z.array(z.object({ looking: lookers }));

/** Says who looks here and hears who looks at the other web processes: one statement, whatever their number. */
export async function exchangePresence(
  db: DbOrTx,
  processId: string,
  looking: readonly LookerRow[],
  freshSeconds: number,
): Promise<LookerRow[]> {
  const result = await db.execute(sql`
    with mine as (
      insert into presence (process_id, looking, seen_at)
      values (${processId}, ${JSON.stringify(looking)}::jsonb, clock_timestamp())
      on conflict (process_id) do update
        set looking = excluded.looking, seen_at = excluded.seen_at
    ), gone as (
      delete from presence where process_id in (
        select process_id from presence
        where process_id <> ${processId} and seen_at < clock_timestamp() - interval '1 minute'
        for update skip locked limit 100)
    )
    select looking from presence
    where process_id <> ${processId}
      and seen_at > clock_timestamp() - ${freshSeconds} * interval '1 second'
    limit 100`);
  return rows.parse(result.rows).flatMap((row) => row.looking);
}
