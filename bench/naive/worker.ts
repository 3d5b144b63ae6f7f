import pg from "pg";
import { openBoss } from "#server/queue/open-boss";
import { serveParent } from "../engine/child.ts";
import { openDesk } from "../engine/partners.ts";
import { runChain } from "./chain.ts";

/** The naive chain in a process of its own, with as many connections as it can make use of. */
const CONNECTIONS = 20;

const databaseUrl = process.env.DATABASE_URL ?? "";
const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });
const desk = openDesk({ latencyMs: Number(process.env.PARTNER_LATENCY_MS) });
const boss = await openBoss({
  pool,
  databaseUrl,
  supervise: false,
  onWake: null,
  onError: (error) => console.error(error),
});
await runChain(boss, pool, desk);
serveParent({
  report: () => ({ ledger: desk.takeLedger(), commits: 0 }),
  async stop() {
    await boss.stop({ graceful: true });
    await pool.end();
  },
});
