import { THIS_BUILD } from "#server/saga/definition";
import type { Saga } from "#server/saga/types";
import { asking } from "../outcomes.ts";
import { SHIFT_CLOCK } from "../shifted-clock.ts";
import { releasePartners } from "./carry-out.ts";
import type { Stage } from "./stage.ts";

const ROUNDS = 12;
const MINUTE = 60_000;

/** Faults stop, workers are of this build again, and a person retries whatever waits for one. */
export async function calmDown(stage: Stage): Promise<Saga> {
  const { world } = stage;
  stage.manners = [];
  for (const which of [0, 1] as const) {
    if (stage.builds[which] !== THIS_BUILD) await stage.restart(which, THIS_BUILD);
  }
  await releasePartners(stage);
  for (let round = 0; round < ROUNDS; round += 1) {
    stage.answerSlow();
    await world.pool.query(SHIFT_CLOCK, [MINUTE]);
    await world.sweep();
    await world.expireLeases();
    await settleFor(stage, 1_500);
    const saga = await stage.saga();
    if (saga.parked) {
      await stage.submit(asking(saga, { type: "retry" }));
    } else if (saga.work === null) {
      return saga;
    }
  }
  throw new Error(`still at work: ${JSON.stringify(await stage.saga())}`);
}

/** True when everything stands still in time. */
async function settleFor({ world }: Stage, timeoutMs: number): Promise<boolean> {
  try {
    await world.settle({ timeoutMs });
    return true;
  } catch {
    // What still moves is nudged again in the next round.
    return false;
  }
}
