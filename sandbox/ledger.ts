import type pg from "pg";

const PAGE = 10_000;

/**
 * The effects after `after`, oldest first, up to one page. `seq` is given out under the writer's
 * lock, so it rises in commit order and a reader that goes on from the last one misses nothing.
 */
export async function readLedger(pool: pg.Pool, after: number) {
  const entries = await pool.query<{
    seq: string;
    at: Date;
    partner: string;
    effect: string;
    clientReference: string;
    objectId: string | null;
    orderNumber: string;
  }>({
    name: "sandbox-read-ledger",
    text: `select seq, at, partner, effect, client_reference as "clientReference",
                  object_id as "objectId", order_number as "orderNumber"
           from sandbox.ledger where seq > $1 order by seq limit ${PAGE}`,
    values: [after],
  });
  return entries.rows.map((entry) => ({
    ...entry,
    seq: Number(entry.seq),
    at: entry.at.toISOString(),
  }));
}
