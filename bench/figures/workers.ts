import { ALL_AT_ONCE, BACKSTITCH, type Contender } from "../engine/contender.ts";
import { drain } from "../engine/drain.ts";
import type { Bench, Figure, FigureGroup } from "../report/figure.ts";

/** Calls that a capped worker may have in flight, in the product's own setting. */
const CAP = 50;
const capped = (processes: number): Contender => ({
  ...BACKSTITCH,
  processes,
  concurrency: CAP,
  latencyMs: 20,
});

const CONTENDERS = {
  "1 capped": capped(1),
  "2 capped": capped(2),
  "4 capped": capped(4),
  "1": { ...BACKSTITCH, concurrency: ALL_AT_ONCE },
  "2": { ...BACKSTITCH, processes: 2, concurrency: ALL_AT_ONCE },
} as const satisfies Record<string, Contender>;
type Name = keyof typeof CONTENDERS;

/** Several worker processes on one Postgres: capped, where they add up, and uncapped, where the machine is the limit. */
export const workersGroup: FigureGroup = {
  name: "workers",
  async measure(bench) {
    const rounds: Record<Name, number>[] = [];
    for (let round = 1; round <= bench.settings.rounds; round += 1) {
      bench.tell(`workers, round ${round} of ${bench.settings.rounds}`);
      rounds.push(await measureRound(bench));
    }
    const speed = (name: Name): Figure => ({
      name: `workers: ${name}`,
      unit: "sagas/s",
      rounds: rounds.map((round) => round[name]),
    });
    const ratio = (name: Name, to: Name): Figure => ({
      name: `workers/${name}`,
      unit: "x",
      rounds: rounds.map((round) => round[name] / round[to]),
    });
    return [
      speed("1 capped"),
      ratio("2 capped", "1 capped"),
      ratio("4 capped", "1 capped"),
      speed("1"),
      ratio("2", "1"),
    ];
  },
};

async function measureRound({ cluster, settings }: Bench): Promise<Record<Name, number>> {
  const speeds: Partial<Record<Name, number>> = {};
  for (const [name, contender] of Object.entries(CONTENDERS)) {
    const database = await cluster.createDatabase();
    // As many for each process, to warm up as well: what is asked is how they work, not how they start and end.
    const each = settings.quick ? { sagas: 100, warmUp: 20 } : { sagas: 3_000, warmUp: 1_000 };
    const { sagasPerSecond } = await drain(database, contender, {
      sagas: each.sagas * contender.processes,
      warmUp: each.warmUp * contender.processes,
    });
    speeds[name as Name] = sagasPerSecond;
    await database.drop();
  }
  return speeds as Record<Name, number>;
}
