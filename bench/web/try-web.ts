import { listenForShutdown } from "#scripts/instance/shutdown";
import { openCluster } from "../cluster.ts";

const [groupName = "place", rounds = "1", mode = "quick"] = process.argv.slice(2);
const shutdown = listenForShutdown();
const t0 = performance.now();
try {
  const cluster = await openCluster(shutdown);
  const files = {
    place: "place",
    recovery: "recovery",
    http: "http-partners",
    web: "web",
  } as Record<string, string>;
  const module = await import(`../figures/${files[groupName]}.ts`);
  const group = Object.values(module)[0] as any;
  const figures = await group.measure({
    settings: { rounds: Number(rounds), quick: mode === "quick", only: [], jsonFile: null },
    cluster,
    shutdown,
    tell: (what: string) => console.log(((performance.now() - t0) / 1000).toFixed(1), what),
  });
  for (const f of figures) {
    const s = [...f.rounds].sort((a: number, b: number) => a - b);
    console.log(
      f.name.padEnd(28),
      (s[s.length >> 1] ?? NaN).toFixed(3),
      f.unit,
      JSON.stringify(f.rounds.map((r: number) => +r.toFixed(3))),
      f.note ?? "",
    );
  }
} catch (e) {
  console.error(e);
}
if (process.env.KEEP) {
  console.log("keep");
  await new Promise((r) => setTimeout(r, Number(process.env.KEEP)));
}
await shutdown.run();
process.exit();
