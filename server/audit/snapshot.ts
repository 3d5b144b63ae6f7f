import type { Client } from "pg";

/** Everything read inside belongs to one moment, so a saga that moves meanwhile is no contradiction. */
async function inSnapshot<T>(client: Client, read: () => Promise<T>): Promise<T> {
  await client.query("begin transaction isolation level repeatable read read only");
  try {
    const result = await read();
    await client.query("commit");
    return result;
  } catch (error) {
    // The connection itself may be what failed; its error is the one to tell.
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

/** Rows a batch: few enough to hold a batch's events in memory, enough to make the round trip pay. */
const BATCH_SIZE = 500;

/** The ascending id of each table that can be walked. */
const ID = { orders: "id", order_fulfillment_sagas: "id", event_chain: "last_id" } as const;

/**
 * Walks a table by its ascending id, each batch with a snapshot of its own. `read`
 * answers the rows after `cursor`; rows that are added during the walk are left out.
 */
export async function inBatches<Row extends { id: string }>(
  client: Client,
  table: keyof typeof ID,
  walk: {
    read(cursor: string, limit: number, last: string): Promise<readonly Row[]>;
    look(rows: readonly Row[]): Promise<void>;
  },
): Promise<void> {
  const newest = await client.query<{ id: string }>(
    `select coalesce(max(${ID[table]}), 0)::text as id from ${table}`,
  );
  const last = newest.rows[0]?.id ?? "0";
  for (let cursor: string | undefined = "0"; cursor !== undefined; ) {
    const from: string = cursor;
    cursor = await inSnapshot(client, async () => {
      const rows = await walk.read(from, BATCH_SIZE, last);
      await walk.look(rows);
      return rows.at(-1)?.id;
    });
  }
}
