import { setTimeout as pause } from "node:timers/promises";
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
    const isStill = await settleFor(stage, 1_500);
    const saga = await stage.saga();
    if (saga.parked) await stage.submit(asking(saga, { type: "retry" }));
    else if (isStill && saga.work === null) return saga;
  }
  throw new Error(`still at work: ${JSON.stringify(await whatIsLeft(stage))}`);
}

const JOBS_LEFT = `
  select name, state, start_after, retry_count, data, clock_timestamp() now
  from pgboss.job where state <= 'active'`;

async function whatIsLeft(stage: Stage): Promise<unknown> {
  const { pool } = stage.world;
  const { rows: jobs } = await pool.query(JOBS_LEFT);
  const { rows: circuits } = await pool.query("select * from partner_status");
  return { saga: await stage.saga(), jobs, circuits };
}

const IS_STILL = `
  select (g.step is null or g.parked_reason is not null) and not exists (
    select from pgboss.job j
    where j.state <= 'active'
      and (j.data->>'sagaUuid' = g.saga_uuid::text or j.data->>'orderUuid' = g.order_uuid::text)) still
  from order_fulfillment_sagas g where g.saga_uuid = $1`;

/**
 * True when the order stands still in time, nothing is queued for it, and no late
 * answer is still to be recorded; its neighbours do not matter.
 */
async function settleFor({ world, workers, sagaUuid }: Stage, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    const isBusy = workers.some(({ worker }) => worker.inHand().length > 0);
    const { rows } = await world.pool.query<{ still: boolean }>(IS_STILL, [sagaUuid]);
    if (rows[0]?.still && !isBusy) return true;
    await pause(20);
  }
  return false;
}
