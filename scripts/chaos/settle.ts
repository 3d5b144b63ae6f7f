import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { QUEUES } from "#server/queue/queues";

export type Standing = {
  /** Sagas with work that nobody but a machine can do. */
  open: number;
  jobs: number;
  /** Customers that are still to be told. */
  notices: number;
  /** Orders that go on by themselves once the partner takes our key again. */
  misconfigured: number;
};
export type Settled = { isStill: boolean; tookMs: number; standing: Standing };

/** A probe of a partner comes every 30 s, the sweeper every 60 s, a retry within 60 s. */
const STALLED_AFTER_MS = 90_000;
const LOOK_EVERY_MS = 500;

const READ = `
  select
    (select count(*)::int from order_fulfillment_sagas
      where step is not null and parked_reason is null) as open,
    (select count(*)::int from pgboss.job
      where name = any($1::text[]) and state < 'completed') as jobs,
    (select count(*)::int from orders where notice_state = 'due') as notices,
    (select count(*)::int from order_fulfillment_sagas
      where parked_reason = 'PARTNER_MISCONFIGURED') as misconfigured`;

/**
 * Waits until nothing moves any more and nothing is left that should. Gives up
 * at the bound, and earlier when nothing has changed for longer than anything waits.
 */
export async function settle(
  admin: pg.Pool,
  options: { withinMs: number; onStanding(standing: Standing): void; signal: AbortSignal },
): Promise<Settled> {
  const startedMs = performance.now();
  let movedMs = startedMs;
  let last = "";
  for (;;) {
    const standing = await readStanding(admin);
    const tookMs = Math.round(performance.now() - startedMs);
    options.onStanding(standing);
    if (Object.values(standing).every((count) => count === 0)) {
      return { isStill: true, tookMs, standing };
    }
    const now = JSON.stringify(standing);
    if (now !== last) movedMs = performance.now();
    last = now;
    const isStalled = performance.now() - movedMs > STALLED_AFTER_MS;
    if (tookMs > options.withinMs || isStalled || options.signal.aborted) {
      return { isStill: false, tookMs, standing };
    }
    await pause(LOOK_EVERY_MS);
  }
}

async function readStanding(admin: pg.Pool): Promise<Standing> {
  const { rows } = await admin.query<Standing>(READ, [QUEUES]);
  return rows[0] ?? { open: 0, jobs: 0, notices: 0, misconfigured: 0 };
}
