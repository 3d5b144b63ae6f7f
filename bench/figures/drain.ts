import { withClient } from "#scripts/postgres/prepare-database";
import { BACKSTITCH, type Contender, NAIVE } from "../engine/contender.ts";
import { type Drained, drain } from "../engine/drain.ts";
import { drainFloor } from "../floor/drain-floor.ts";
import { readLives } from "../floor/lives.ts";
import type { Bench, Figure, FigureGroup } from "../report/figure.ts";
import { countStatements, dearestStatements } from "../report/statements.ts";

type Round = {
  backstitch: Drained;
  slowPartners: Drained;
  fewInFlight: Drained;
  naive: Drained;
  /** By one connection, which is the bar, and by two, which is all that the machine can. */
  floor: number;
  floorByTwo: number;
};

/** The engine, the naive chain and the floor one after the other, round by round: what else the machine does hits all alike. */
export const drainGroup: FigureGroup = {
  name: "drain",
  async measure(bench) {
    const rounds: Round[] = [];
    for (let round = 1; round <= bench.settings.rounds; round += 1) {
      bench.tell(`drain, round ${round} of ${bench.settings.rounds}`);
      rounds.push(await measureRound(bench));
    }
    return figuresOf(rounds);
  },
};

async function measureRound({ cluster, settings, tell }: Bench): Promise<Round> {
  const sagas = settings.quick ? 200 : 5_000;
  const size = settings.quick ? { sagas, warmUp: 50 } : { sagas };
  const run = async (contender: Contender) => {
    const database = await cluster.createDatabase();
    const isCounted = settings.statements && contender === BACKSTITCH;
    if (isCounted) await withClient(database.superuserUrl, countStatements);
    const drained = await drain(database, contender, size);
    if (isCounted) tell(await withClient(database.superuserUrl, dearestStatements));
    const lives =
      contender === BACKSTITCH ? await withClient(database.superuserUrl, readLives) : null;
    await database.drop();
    return { drained, lives };
  };
  const { drained: backstitch, lives } = await run(BACKSTITCH);
  if (!lives) throw new Error("Bug: the engine left no lives");
  const { drained: naive } = await run(NAIVE);
  const runFloor = async (clients: number) => {
    const database = await cluster.createDatabase();
    const speed = await drainFloor(database, { sagas, lives, clients });
    await database.drop();
    return speed;
  };
  const floor = await runFloor(1);
  const floorByTwo = await runFloor(2);
  const { drained: slowPartners } = await run({ ...BACKSTITCH, latencyMs: 20 });
  const { drained: fewInFlight } = await run({ ...BACKSTITCH, concurrency: 50 });
  return { backstitch, slowPartners, fewInFlight, naive, floor, floorByTwo };
}

function figuresOf(rounds: readonly Round[]): Figure[] {
  const figure = (name: string, unit: string, of: (round: Round) => number): Figure => ({
    name,
    unit,
    rounds: rounds.map(of),
  });
  const speed = (of: (round: Round) => Drained) => (round: Round) => of(round).sagasPerSecond;
  const backstitch = speed((round) => round.backstitch);
  return [
    figure("drain", "sagas/s", backstitch),
    figure("floor", "sagas/s", ({ floor }) => floor),
    figure("floor by two connections", "sagas/s", ({ floorByTwo }) => floorByTwo),
    figure(
      "naive",
      "sagas/s",
      speed((round) => round.naive),
    ),
    figure("drain/floor", "x", (round) => backstitch(round) / round.floor),
    figure("drain/naive", "x", (round) => backstitch(round) / round.naive.sagasPerSecond),
    figure(
      "drain at 20 ms",
      "sagas/s",
      speed((round) => round.slowPartners),
    ),
    figure("drain/20ms", "x", (round) => round.slowPartners.sagasPerSecond / backstitch(round)),
    figure(
      "drain at 50 in flight",
      "sagas/s",
      speed((round) => round.fewInFlight),
    ),
    figure("commits/50", "a saga", (round) => round.fewInFlight.commitsPerSaga),
    figure("commits/all", "a saga", (round) => round.backstitch.commitsPerSaga),
    figure("processor: worker", "ms a saga", (round) => round.backstitch.workerMsPerSaga),
    figure("processor: Postgres", "ms a saga", (round) => round.backstitch.postgresMsPerSaga),
    figure("journal", "kB a saga", (round) => round.backstitch.walBytesPerSaga / 1_000),
  ];
}
