import { BULK_DUTY, createRunBulks, hasBulks } from "#server/bulk/run-bulks";
import type { PartnerCircuits } from "#server/circuits/partner-circuits";
import { countFailures, FAILURES_DUTY, hasUncounted } from "#server/failures/count-failures";
import type { Scope } from "#server/reconciler/choose-sagas";
import { createReconcile, RECONCILE_DUTY, RECONCILE_SCOPE } from "#server/reconciler/reconcile";
import { DEFAULT_POLICY, type Policy } from "#server/saga/policy";
import { probePartners } from "#server/upkeep/probe-partners";
import { reopenPartners } from "#server/upkeep/reopen-partners";
import { createSweep } from "#server/upkeep/sweep";
import type { UpkeepContext } from "#server/upkeep/upkeep-context";
import { type Duty, DutyLoop } from "./run-duty.ts";

/** People wait for a released partner, so it is looked after every second. */
const PARTNERS_EVERY_MS = 1_000;

export type UpkeepOptions = {
  sweepEveryMs: number;
  reconcileEveryMs: number;
  reconcileScope: Scope;
  /** People look at the failures and at a running operation, so neither may lag by much. */
  failuresEveryMs: number;
  bulkEveryMs: number;
  policy: Policy;
};

export const UPKEEP: UpkeepOptions = {
  sweepEveryMs: 60_000,
  reconcileEveryMs: 60_000,
  reconcileScope: RECONCILE_SCOPE,
  failuresEveryMs: 2_000,
  bulkEveryMs: 1_000,
  policy: DEFAULT_POLICY,
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
  ];
  const loops = duties.map((duty) => new DutyLoop(context, duty));
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let lookingAfter: Promise<void> = Promise.resolve();

  const lookAfterPartners = async () => {
    try {
      await probePartners(context, circuits.lookUpsDue(), circuits.policy);
      const reopening = circuits.reopening();
      await reopenPartners(context, reopening);
      if (reopening.length > 0) await circuits.refresh();
    } catch (error) {
      context.log.warn({ err: error }, "upkeep.partners_failed");
    }
  };
  const schedule = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      lookingAfter = lookAfterPartners().finally(schedule);
    }, PARTNERS_EVERY_MS);
  };
  return {
    start: () => {
      schedule();
      for (const loop of loops) loop.start();
    },
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      await lookingAfter;
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
