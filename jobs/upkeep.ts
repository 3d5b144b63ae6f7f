import { BULK_DUTY, createRunBulks, hasBulks } from "#server/bulk/run-bulks";
import type { PartnerCircuits } from "#server/circuits/partner-circuits";
import { countFailures, FAILURES_DUTY, hasUncounted } from "#server/failures/count-failures";
import { answerChecks } from "#server/reconciler/answer-checks";
import type { Scope } from "#server/reconciler/choose-sagas";
import { createReconcile, RECONCILE_DUTY, RECONCILE_SCOPE } from "#server/reconciler/reconcile";
import { createFollowEvents, ROLLUPS_DUTY } from "#server/rollups/follow-events";
import { DEFAULT_POLICY, type Policy } from "#server/saga/policy";
import { probePartners } from "#server/upkeep/probe-partners";
import { reopenPartners } from "#server/upkeep/reopen-partners";
import { createSweep } from "#server/upkeep/sweep";
import type { UpkeepContext } from "#server/upkeep/upkeep-context";
import { type Duty, DutyLoop } from "./run-duty.ts";

/** People wait for a released partner, and for what they want to know of one: both are looked after every second. */
const PARTNERS_EVERY_MS = 1_000;

export type UpkeepOptions = {
  sweepEveryMs: number;
  reconcileEveryMs: number;
  reconcileScope: Scope;
  /** People look at the failures and at a running operation, so neither may lag by much. */
  failuresEveryMs: number;
  bulkEveryMs: number;
  policy: Policy;
  rollupsEveryMs: number;
};

export const UPKEEP: UpkeepOptions = {
  sweepEveryMs: 60_000,
  reconcileEveryMs: 60_000,
  reconcileScope: RECONCILE_SCOPE,
  failuresEveryMs: 2_000,
  bulkEveryMs: 1_000,
  policy: DEFAULT_POLICY,
  // The console looks every few seconds; each time costs an idle database three small commits.
  rollupsEveryMs: 4_000,
};

export type Upkeep = { start(): void; stop(): Promise<void> };

/** What a worker looks after beside the orders' own work. Every worker can; for each duty one at a time does. */
export function openUpkeep(
  context: UpkeepContext,
  circuits: PartnerCircuits,
  options: UpkeepOptions,
): Upkeep {
  const { sweepEveryMs, reconcileEveryMs, reconcileScope } = options;
  const duties: readonly Duty[] = [
    { name: "sweep", everyMs: sweepEveryMs, leaseMs: 60_000, run: createSweep() },
    {
      name: RECONCILE_DUTY,
      everyMs: reconcileEveryMs,
      leaseMs: 300_000,
      run: createReconcile(reconcileScope),
    },
    {
      name: FAILURES_DUTY,
      everyMs: options.failuresEveryMs,
      leaseMs: 30_000,
      isWanted: hasUncounted,
      run: countFailures,
    },
    {
      name: BULK_DUTY,
      everyMs: options.bulkEveryMs,
      leaseMs: 10_000,
      isWanted: hasBulks,
      run: createRunBulks(options.policy),
    },
    {
      name: ROLLUPS_DUTY,
      everyMs: options.rollupsEveryMs,
      leaseMs: 60_000,
      run: createFollowEvents(),
    },
  ];
  const loops = duties.map((duty) => new DutyLoop(context, duty));

  const lookAfterPartners = async () => {
    await probePartners(context, circuits.lookUpsDue(), circuits.policy);
    const reopening = circuits.reopening();
    await reopenPartners(context, reopening);
    if (reopening.length > 0) await circuits.refresh();
  };
  const warn = (event: string) => (error: unknown) => context.log.warn({ err: error }, event);
  // Two loops, so that a partner that is slow to answer a question keeps no other waiting.
  const everySecond = [
    openLoop(lookAfterPartners, warn("upkeep.partners_failed")),
    openLoop(() => answerChecks(context), warn("upkeep.checks_failed")),
  ];
  const all = [...loops, ...everySecond];
  return {
    start: () => {
      for (const loop of all) loop.start();
    },
    stop: async () => {
      await Promise.all(all.map((loop) => loop.stop()));
    },
  };
}

/** Does something again and again, a second after it ended, whatever came of it. */
function openLoop(work: () => Promise<unknown>, onError: (error: unknown) => void): Upkeep {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let working: Promise<void> = Promise.resolve();
  const once = async () => {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
  };
  const start = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      working = once().finally(start);
    }, PARTNERS_EVERY_MS);
  };
  return {
    start,
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      await working;
    },
  };
}
