import pg from "pg";
import { CATALOGUE, LOW_STOCK_NDCS, OUT_OF_STOCK_NDC } from "#server/partners/contract/catalogue";
import { logLine } from "./log.ts";
import { SANDBOX_SCHEMA_SQL } from "./schema.sql.ts";

/** Enough for days of load tests; nothing refills it but `POST /__sandbox/stock`. */
const PLENTY = 10_000_000;
const FEW = 25;

/** Taken by whoever changes the sandbox's rows, so that every write has one place in one order. */
export const WRITER_LOCK = 7_267_001;

/** Connects, makes the schema if it is missing, and stocks what has no stock yet. */
export async function openSandboxDatabase(databaseUrl: string): Promise<pg.Pool> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 8,
    connectionTimeoutMillis: 5_000,
    application_name: "backstitch-sandbox",
  });
  // Without listeners a connection that dies, idle or in use, would end the process.
  pool.on("error", (error) => logLine("sandbox.connection_lost", { message: error.message }));
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    const client = await pool.connect();
    try {
      // The lock: "create … if not exists" of two starting processes would collide.
      await client.query(
        `begin; select pg_advisory_xact_lock(${WRITER_LOCK}); ${SANDBOX_SCHEMA_SQL}`,
      );
      await client.query(
        `insert into sandbox.stock (ndc, stock)
         select ndc, stock from jsonb_to_recordset($1::jsonb) as x(ndc text, stock numeric)
         on conflict (ndc) do nothing`,
        [JSON.stringify(initialStock())],
      );
      await client.query("commit");
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
    return pool;
  } catch (error) {
    await pool.end();
    throw new Error("The sandbox could not open its database", { cause: error });
  }
}

function initialStock(): { ndc: string; stock: number }[] {
  return CATALOGUE.map(({ ndc }) => {
    if (ndc === OUT_OF_STOCK_NDC) return { ndc, stock: 0 };
    return { ndc, stock: LOW_STOCK_NDCS.includes(ndc) ? FEW : PLENTY };
  });
}
