import type { Figure, FigureGroup } from "../report/figure.ts";
import type { Pace } from "../web/measure-pace.ts";
import { openBareSide } from "../web/open-bare-side.ts";
import { openPlaceSide } from "../web/open-place-side.ts";
import { CONNECTIONS, measureSide } from "../web/side.ts";

const STRETCH = { warmUpMs: 2_000, measuredMs: 4_000 };
const QUICK_STRETCH = { warmUpMs: 200, measuredMs: 500 };

/** How much of what Next can do at all is left when a route really takes an order. */
export const placeGroup: FigureGroup = {
  name: "place",
  async measure(bench) {
    const { settings, tell } = bench;
    const database = await bench.cluster.createDatabase();
    const place = await openPlaceSide(bench, database);
    const bare = await openBareSide(bench);
    for (let round = 1; round <= settings.rounds; round += 1) {
      tell(`place, round ${round} of ${settings.rounds}`);
      await database.settle();
      // By turns, so that neither side always comes first.
      for (const side of round % 2 === 1 ? [place, bare] : [bare, place]) {
        await measureSide(side, settings.quick ? QUICK_STRETCH : STRETCH);
      }
    }
    await place.assertStored();
    await place.stop();
    await bare.stop();
    await database.drop();
    return toFigures(place.paces, bare.paces);
  },
};

function toFigures(place: readonly Pace[], bare: readonly Pace[]): Figure[] {
  const ratios = place.map(({ perSecond }, round) => perSecond / (bare[round]?.perSecond ?? 0));
  const of = (name: string, paces: readonly Pace[]): Figure[] => [
    { name: `${name}/s`, unit: "1/s", rounds: paces.map(({ perSecond }) => perSecond) },
    { name: `${name}/p50`, unit: "ms", rounds: paces.map(({ p50Ms }) => p50Ms) },
    { name: `${name}/p99`, unit: "ms", rounds: paces.map(({ p99Ms }) => p99Ms) },
  ];
  const note = `${CONNECTIONS} connections; sender, route and Postgres share the cores`;
  return [
    { name: "place/bare", unit: "x", rounds: ratios, note },
    ...of("place", place),
    ...of("bare", bare),
  ];
}
