import { setTimeout as pause } from "node:timers/promises";
import { listenForShutdown } from "#scripts/instance/shutdown";
import { withClient } from "#scripts/postgres/prepare-database";
import { openCluster } from "../cluster.ts";
import { placeOrders } from "./place-orders.ts";
import { openProduct } from "./product.ts";
import { slowPharmacyDown } from "./slow-partner.ts";

const shutdown = listenForShutdown();
try {
  const cluster = await openCluster(shutdown);
  const bench: any = { cluster, shutdown };
  const database = await cluster.createDatabase();
  const product = await openProduct(bench, database);
  await product.start("sandbox");
  await product.start("web");
  const victim = await product.start("worker");
  const p = await slowPharmacyDown(product.sandboxUrl, { calls: 50, latencyMs: 9000 });
  await placeOrders(product, 50);
  while ((await p.countCalls()) < 50) await pause(20);
  console.log("called");
  await product.start("worker");
  await pause(1100);
  await victim.kill();
  const t0 = performance.now();
  await withClient(database.superuserUrl, async (c) => {
    for (let i = 0; i < 40; i++) {
      const { rows } = await c.query(
        "select state, step, direction, version, dispatch, attempt, tries, parked_reason p, last_error_code e, count(*)::int n, min(next_attempt_at) - now() na from order_fulfillment_sagas group by 1,2,3,4,5,6,7,8,9",
      );
      const j = await c.query(
        "select name, state, retry_count rc, data->>'holder' h, count(*)::int n, min(start_after)-now() sa from pgboss.job where state < 'completed' group by 1,2,3,4",
      );
      console.log(
        ((performance.now() - t0) / 1000).toFixed(2),
        rows
          .map(
            (r) =>
              `${r.n}x ${r.state}/${r.step}/${r.direction} v${r.version} d${r.dispatch} a${r.attempt} t${r.tries} ${r.p} ${r.e}`,
          )
          .join("; "),
        "| jobs",
        j.rows.map((r) => `${r.n}x ${r.name} ${r.state} rc${r.rc} h${r.h}`).join("; "),
      );
      await pause(i < 20 ? 300 : 1000);
    }
  });
  console.log(cluster.dataDir);
} catch (e) {
  console.error(e);
}
if (process.env.KEEP) {
  console.log("keep");
  await pause(Number(process.env.KEEP));
}
await shutdown.run();
process.exit();
