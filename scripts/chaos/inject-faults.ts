import { type Battlefield, notInjected, until } from "./battlefield.ts";
import { cutConnections, killSandbox, killWeb, stopPostgres } from "./disturb-services.ts";
import { killWorker, stopWorker } from "./disturb-workers.ts";
import {
  type Attempt,
  describeFault,
  type FaultOf,
  type Injection,
  type PlannedFault,
} from "./faults.ts";
import type { Armed } from "./scenarios.ts";

/** Does what was planned, each at its time, and tells what became of it. */
export async function injectFaults(
  field: Battlefield,
  plan: readonly PlannedFault[],
  startedAtMs: number,
): Promise<Injection[]> {
  return Promise.all(
    plan.map(async (planned) => {
      await until(startedAtMs + planned.atMs, field.signal);
      const attempt = await inject(field, planned).catch(
        (error: unknown): Attempt => notInjected(error instanceof Error ? error.message : "failed"),
      );
      return { ...attempt, fault: planned.fault };
    }),
  );
}

async function inject(field: Battlefield, planned: PlannedFault): Promise<Attempt> {
  if (field.signal.aborted) return notInjected("the run was stopped");
  field.onFault(describeFault(planned));
  const { fault, forMs } = planned;
  switch (fault.type) {
    case "kill_worker":
      return killWorker(field, fault);
    case "stop_worker":
      return stopWorker(field, fault, forMs);
    case "kill_web":
      return killWeb(field);
    case "kill_sandbox":
      return killSandbox(field);
    case "stop_postgres":
      return stopPostgres(field, fault);
    case "cut_connections":
      return cutConnections(field);
    case "misbehave":
      return misbehave(field, fault, forMs);
  }
}

/** What others hid, or an open circuit kept all calls from, stays longer; it ends well before the last orders do. */
const LONGEST_STAY_MS = 12_000;
const LOOK_EVERY_MS = 1_000;

/** Asked all the time: partners that are killed forget what met them. */
async function isMetBy(armed: Armed, untilMs: number, signal: AbortSignal): Promise<boolean> {
  while (!(await armed.isMet())) {
    if (signal.aborted || Date.now() >= untilMs) return false;
    await until(Math.min(untilMs, Date.now() + LOOK_EVERY_MS), signal);
  }
  return true;
}

async function misbehave(
  { scenarios, signal }: Battlefield,
  { scenario }: FaultOf<"misbehave">,
  forMs: number,
): Promise<Attempt> {
  const askedAtMs = Date.now();
  const armed = await scenarios.arm(scenario, forMs);
  if (armed === null) return notInjected("the partners were away");
  const fromMs = Date.now();
  const endsAtMs = askedAtMs + forMs;
  const met = await isMetBy(armed, endsAtMs + Math.min(forMs, LONGEST_STAY_MS), signal);
  await until(endsAtMs, signal);
  await armed.disarm();
  return { status: "injected", fromMs, toMs: Date.now(), seen: { type: "misbehaved", met } };
}
