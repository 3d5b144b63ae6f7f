import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PARKED_REASONS, POSITIONS } from "#server/saga/types";
import { checkWorld, readStream } from "./testing/check-world.ts";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";
import { calmDown } from "./testing/model/calm-down.ts";
import { carryOut } from "./testing/model/carry-out.ts";
import { checkLife } from "./testing/model/check-life.ts";
import { type Life, lives } from "./testing/model/commands.ts";
import { Stage } from "./testing/model/stage.ts";
import { tellStory } from "./testing/model/tell-story.ts";
import { installShiftedClock } from "./testing/shifted-clock.ts";

/** R-23 on real Postgres. `npm run test:model` asks for more lives, and for a seed if one is given. */
const RUNS = Number(process.env.MODEL_DB_RUNS ?? 20);
/** Then a counterexample is only shown: to shrink it takes minutes. */
const IS_QUICK = process.env.MODEL_DB_RUNS === undefined;
const SEED = Number(process.env.MODEL_SEED ?? Date.now() % 2 ** 31);

const counts: number[] = [];
const reached = new Map<string, number>([...POSITIONS, ...PARKED_REASONS].map((each) => [each, 0]));

let world: GivenWorld;
let stage: Stage;
beforeAll(async () => {
  world = await givenWorld({ prepare: installShiftedClock });
  stage = await Stage.open(world);
});
afterAll(async () => {
  console.log(report());
  await world.close();
});

test("R-23 whatever happens to an order, everything holds once faults stop", {
  timeout: 45 * 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (life) => {
      await live(life);
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: IS_QUICK },
  );
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
});

async function live({ manners, commands }: Life): Promise<void> {
  await stage.begin(manners);
  for (const command of commands) await carryOut(stage, command);
  try {
    await checkLife(stage, await calmDown(stage));
  } catch (error) {
    console.log(await tellStory(stage));
    throw error;
  }
  counts.push(commands.length);
  await note();
}

async function note(): Promise<void> {
  const seen = new Set<string>(["PENDING_PRESCRIPTION"]);
  for (const event of await readStream(world.pool, stage.sagaUuid)) {
    if (event.type === "OrderFulfillmentSagaStateChanged") seen.add(event.data.to);
    if (event.type === "SagaParked") seen.add(event.data.reason);
  }
  for (const each of seen) reached.set(each, (reached.get(each) ?? 0) + 1);
}

function report(): string {
  const median = counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 0;
  return [
    `${counts.length} runs on Postgres from seed ${SEED}: ${median} commands in the median run.`,
    ...[...reached].map(([place, runs]) => `  ${String(runs).padStart(6)} runs reached ${place}`),
  ].join("\n");
}
