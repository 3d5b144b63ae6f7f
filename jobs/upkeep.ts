import type { PartnerCircuits } from "#server/circuits/partner-circuits";
import type { Scope } from "#server/reconciler/choose-sagas";
import { createReconcile, RECONCILE_DUTY, RECONCILE_SCOPE } from "#server/reconciler/reconcile";
import { createFollowEvents, ROLLUPS_DUTY } from "#server/rollups/follow-events";
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
  rollupsEveryMs: number;
};

export const UPKEEP: UpkeepOptions = {
  sweepEveryMs: 60_000,
  reconcileEveryMs: 60_000,
  reconcileScope: RECONCILE_SCOPE,
  // The console looks every few seconds; each time costs an idle database three small commits.
  rollupsEveryMs: 4_000,
};

export type Upkeep = { start(): void; stop(): Promise<void> };

/** What a worker looks after beside the orders' own work. Every worker can; for each duty one at a time does. */
export function openUpkeep(
  context: UpkeepContext,
  circuits: PartnerCircuits,
  { sweepEveryMs, reconcileEveryMs, reconcileScope, rollupsEveryMs }: UpkeepOptions,
): Upkeep {
  const duties: readonly Duty[] = [
    { name: "sweep", everyMs: sweepEveryMs, leaseMs: 60_000, run: createSweep() },
    {
      name: RECONCILE_DUTY,
      everyMs: reconcileEveryMs,
      leaseMs: 300_000,
      run: createReconcile(reconcileScope),
    },
    { name: ROLLUPS_DUTY, everyMs: rollupsEveryMs, leaseMs: 60_000, run: createFollowEvents() },
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
