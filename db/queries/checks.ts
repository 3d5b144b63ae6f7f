import { and, count, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { partnerChecks, users } from "#db/schema/index";

type Step = (typeof partnerChecks.$inferSelect)["step"];

/** What was asked about one order, with the names of those who did: three rows at most. */
export async function readChecksOf(db: DbOrTx, sagaUuid: string) {
  const rows = await db
    .select({ check: partnerChecks, askedByName: users.name })
    .from(partnerChecks)
    .leftJoin(users, eq(users.id, partnerChecks.askedBy))
    .where(eq(partnerChecks.sagaUuid, sagaUuid))
    .limit(3);
  return rows.map(({ check, askedByName }) => ({ ...check, askedByName }));
}

/** How many questions somebody has open or had answered since this long ago. */
export async function countChecksOf(
  db: DbOrTx,
  askedBy: string,
  sinceSeconds: number,
): Promise<number> {
  const [row] = await db
    .select({ asked: count() })
    .from(partnerChecks)
    .where(
      and(
        eq(partnerChecks.askedBy, askedBy),
        gt(
          partnerChecks.askedAt,
          sql`clock_timestamp() - make_interval(secs => ${sinceSeconds}::float8)`,
        ),
      ),
    );
  return row?.asked ?? 0;
}

const stepRow = z.object({ step: z.enum(["prescription", "inventory", "shipment"]) });

/**
 * Puts the questions down for a worker to ask; answers which were. One that is on
 * its way, or was answered a moment ago, is not put down again by whoever was second.
 */
export async function putChecks(
  db: DbOrTx,
  asking: { sagaUuid: string; steps: readonly Step[]; by: string; againAfterMs: number },
): Promise<Step[]> {
  const { sagaUuid, steps, by, againAfterMs } = asking;
  const result = await db.execute(sql`
    insert into partner_checks as c (saga_uuid, step, asked_by, asked_at)
    select ${sagaUuid}::uuid, step, ${by}, clock_timestamp()
    from unnest(${sql.param([...steps])}::text[]) step order by step
    on conflict (saga_uuid, step) do update
    set asked_by = excluded.asked_by, asked_at = excluded.asked_at, taken_until = null,
        done_at = null, problem_code = null
    where c.asked_at <= clock_timestamp() - make_interval(secs => ${againAfterMs}::float8 / 1000)
    returning step`);
  return result.rows.map((row) => stepRow.parse(row).step);
}
