import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Pool } from "pg";
import { openPool } from "./pool.ts";
import * as schema from "./schema/index.ts";

export type Db = NodePgDatabase<typeof schema>;
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
export type DbOrTx = Db | Tx;

export type Database = { db: Db; pool: Pool; close(): Promise<void> };

/** Drizzle over a pool that is open already. */
export const overPool = (pool: Pool): Db => drizzle(pool, { schema });

/** A pool, and Drizzle over it, for whoever asks questions. A process that only needs the pool opens that alone. */
export function openDatabase(options: Parameters<typeof openPool>[0]): Database {
  const pool = openPool(options);
  return { db: overPool(pool), pool, close: () => pool.end() };
}
