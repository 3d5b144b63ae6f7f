import { listenForShutdown } from "#scripts/instance/shutdown";
import { openCluster } from "../cluster.ts";
import { consoleGroup } from "../figures/console-queries.ts";

const shutdown = listenForShutdown();
const t0 = performance.now();
const tell = (s: string) => console.log(((performance.now() - t0) / 1000).toFixed(1), s);
try {
  const cluster = await openCluster(shutdown);
  tell("cluster");
  const figures = await consoleGroup.measure({
    cluster,
    shutdown,
    tell,
    settings: { quick: true, rounds: 1, only: [], jsonFile: null },
  } as never);
  for (const f of figures) console.log(f.name.padEnd(50), f.rounds[0]?.toFixed(2), f.note ?? "");
} catch (e) {
  console.error(e);
}
await shutdown.run();
process.exit();
