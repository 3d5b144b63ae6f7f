import type { Figure, FigureGroup } from "../report/figure.ts";
import type { Pace } from "../web/measure-pace.ts";
import { openBareSide } from "../web/open-bare-side.ts";
import { openPlaceSide } from "../web/open-place-side.ts";
import { CONNECTIONS, measureByTurns } from "../web/side.ts";

/** Before the first round: both processes compile what they run often. */
const WARM_UP = { turns: 2, warmUpMs: 2_000, measuredMs: 500 };
const ROUND = { turns: 4, warmUpMs: 500, measuredMs: 1_000 };
const QUICK = { turns: 1, warmUpMs: 100, measuredMs: 500 };

/** How much of what Next can do at all is left when a route really takes an order. */
export const placeGroup: FigureGroup = {
  name: "place",
  async measure(bench) {
    const { settings, tell } = bench;
    const database = await bench.cluster.createDatabase();
    const place = await openPlaceSide(bench, database);
    const bare = await openBareSide(bench);
    await measureByTurns([place, bare], settings.quick ? QUICK : WARM_UP);
    const paces: { place: Pace; bare: Pace }[] = [];
    for (let round = 1; round <= settings.rounds; round += 1) {
      tell(`place, round ${round} of ${settings.rounds}`);
      await database.settle();
      const [ofPlace, ofBare] = await measureByTurns([place, bare], settings.quick ? QUICK : ROUND);
      paces.push({ place: ofPlace, bare: ofBare });
    }
    await place.assertStored();
    await place.stop();
    await bare.stop();
    await database.drop();
    return toFigures(paces);
  },
};

function toFigures(paces: readonly { place: Pace; bare: Pace }[]): Figure[] {
  const of = (side: "place" | "bare"): Figure[] => [
    { name: `${side}/s`, unit: "1/s", rounds: paces.map((each) => each[side].perSecond) },
    { name: `${side}/p50`, unit: "ms", rounds: paces.map((each) => each[side].p50Ms) },
    { name: `${side}/p99`, unit: "ms", rounds: paces.map((each) => each[side].p99Ms) },
  ];
  return [
    {
      name: "place/bare",
      unit: "x",
      rounds: paces.map(({ place, bare }) => place.perSecond / bare.perSecond),
      note: `${CONNECTIONS} connections; sender, route and Postgres share the cores`,
    },
    ...of("place"),
    ...of("bare"),
  ];
}
