import type { BenchDatabase } from "../cluster.ts";
import { BACKSTITCH } from "../engine/contender.ts";
import { drain } from "../engine/drain.ts";
import { millionSagas, storedSagas } from "../history/million.ts";
import type { Bench, FigureGroup } from "../report/figure.ts";

/** The same drain beside a long history and beside none: what has ended must not cost what is under way. */
export const storedGroup: FigureGroup = {
  name: "stored",
  async measure(bench) {
    const { settings, tell } = bench;
    const rounds: { none: number; million: number }[] = [];
    for (let round = 1; round <= settings.rounds; round += 1) {
      tell(`stored, round ${round} of ${settings.rounds}`);
      rounds.push({
        none: await measureOn(bench),
        million: await measureOn(bench, await millionSagas(bench)),
      });
    }
    return [
      { name: "drain with none stored", unit: "sagas/s", rounds: rounds.map(({ none }) => none) },
      {
        name: `drain with ${storedSagas(bench)} stored`,
        unit: "sagas/s",
        rounds: rounds.map(({ million }) => million),
      },
      {
        name: "stored/million",
        unit: "x",
        rounds: rounds.map(({ none, million }) => million / none),
      },
    ];
  },
};

async function measureOn({ cluster, settings }: Bench, copyOf?: BenchDatabase): Promise<number> {
  const database = await cluster.createDatabase(copyOf && { copyOf });
  const size = settings.quick ? { sagas: 100, warmUp: 20 } : { sagas: 5_000 };
  const { sagasPerSecond } = await drain(database, BACKSTITCH, size);
  await database.drop();
  return sagasPerSecond;
}
