import { listenForShutdown } from "#scripts/instance/shutdown";
import { withClient } from "#scripts/postgres/prepare-database";
import { openCluster } from "./cluster.ts";
import { placeBacklog } from "./engine/backlog.ts";
import { drain } from "./engine/drain.ts";
import { runFloor } from "./floor/floor.ts";
import { readLives } from "./floor/lives.ts";

const shutdown = listenForShutdown();
try {
  const cluster = await openCluster(shutdown);
  const n = Number(process.argv[2] ?? 5000);
  const rounds = Number(process.argv[3] ?? 3);
  const only = process.argv[4];
  const conc = Number(process.argv[5] ?? 10000);
  for (let round = 0; round < rounds; round++) {
    let lives;
    for (const [name, contender] of Object.entries({
      engine: { file: "engine/worker.ts", processes: 1, concurrency: conc, latencyMs: 0 },
      slow: { file: "engine/worker.ts", processes: 1, concurrency: conc, latencyMs: 20 },
      naive: { file: "naive/worker.ts", processes: 1, concurrency: 0, latencyMs: 0 },
    } as const)) {
      if (only && !only.split(",").includes(name)) continue;
      const db = await cluster.createDatabase();
      if (process.env.BENCH_STATEMENTS) await withClient(db.superuserUrl, async (c) => { await c.query("create extension if not exists pg_stat_statements"); await c.query("select pg_stat_statements_reset()"); });
      if (process.env.BENCH_SQL) await withClient(db.superuserUrl, (c) => c.query(process.env.BENCH_SQL ?? ""));
      const d = await drain(db, contender, { sagas: n, warmUp: n > 1000 ? 1000 : n });
      console.log(
        name,
        d.sagasPerSecond.toFixed(0),
        "worker ms", d.workerMsPerSaga.toFixed(3), "pg ms", d.postgresMsPerSaga.toFixed(3),
        "wal/saga",
        (d.walBytesPerSaga / 1000).toFixed(1),
        "commits/saga",
        d.commitsPerSaga.toFixed(4),
        "rss",
        (d.rssBytes / 1e6).toFixed(0),
      );
      if (name === "engine") lives = await withClient(db.superuserUrl, readLives);
      if (process.env.BENCH_STATEMENTS) await withClient(db.superuserUrl, async (c) => { const { rows } = await c.query("select calls, rows, round(total_exec_time)::int ms, round(total_plan_time)::int plan, round((wal_bytes/1000)) wal_kb, wal_fpi fpi, left(regexp_replace(query, '\\s+', ' ', 'g'), 110) q from pg_stat_statements order by total_exec_time desc limit 28"); for (const r of rows) console.log([r.calls, r.rows, r.ms, r.plan, r.wal_kb, r.fpi].map(v => String(v).padStart(7)).join(""), r.q); });
      await db.drop();
    }
    if (lives && (!only || only.split(",").includes("floor"))) {
      const db = await cluster.createDatabase();
      const backlog = await placeBacklog(db, n);
      const rows = await withClient(
        db.superuserUrl,
        async (c) =>
          (
            await c.query(
              "select saga_uuid, shipping_service s from order_fulfillment_sagas join orders using (order_uuid)",
            )
          ).rows,
      );
      await backlog.close();
      await db.settle();
      const ms = await runFloor(db, {
        lives,
        placed: {
          completed: rows.filter((r) => r.s !== "overnight").map((r) => r.saga_uuid),
          cancelled: rows.filter((r) => r.s === "overnight").map((r) => r.saga_uuid),
        },
      });
      console.log("floor", ((n / ms) * 1000).toFixed(0));
      await db.drop();
    }
  }
} catch (e) {
  console.error(e);
}
await shutdown.run();
process.exit();
