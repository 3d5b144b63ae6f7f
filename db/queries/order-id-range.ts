import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { instant } from "./order-status.ts";

/** Rows outside of it were surely placed outside of the time asked for. */
export type IdRange = { from: number | null; to: number | null };

/** Two lanes commit side by side, so ids follow time up to this many. */
const LANES_APART = 2_000;

const idRow = z.object({ id: z.coerce.number() });

/**
 * Where a span of time begins and ends among the ids, which follow time: found by
 * halving, in as many look-ups as the largest id has digits in binary, so that no
 * index on the time is needed.
 */
export async function readIdRange(
  db: DbOrTx,
  span: { placedFromMs: number | null; placedBeforeMs: number | null },
): Promise<IdRange> {
  const [from, to] = await Promise.all([
    span.placedFromMs === null ? null : firstIdSince(db, span.placedFromMs),
    span.placedBeforeMs === null ? null : firstIdSince(db, span.placedBeforeMs),
  ]);
  return {
    from: from === null ? null : from - LANES_APART,
    to: to === null ? null : to + LANES_APART,
  };
}

async function firstIdSince(db: DbOrTx, ms: number): Promise<number> {
  const { rows } = await db.execute(halving(instant(ms)));
  const [row] = rows;
  // Without a row there is no order, and any id is as good.
  return row === undefined ? 0 : idRow.parse(row).id;
}

const halving = (at: SQL) => sql`
  with recursive halves (low, high, turn) as (
    select min(id), max(id) + 1, 0 from order_fulfillment_sagas having min(id) is not null
    union all
    select case when t.created_at < ${at} then t.id + 1 else h.low end,
      case when t.created_at < ${at} then h.high else m.middle end, h.turn + 1
    from halves h, lateral (select (h.low + h.high) / 2 as middle) m, lateral (
      select s.id, s.created_at from order_fulfillment_sagas s where s.id >= m.middle
      order by s.id limit 1) t
    where h.low < h.high)
  select low as id from halves order by turn desc limit 1`;
