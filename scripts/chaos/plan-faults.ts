import { createRandom, type Random } from "#scripts/demo/random";
import type { PlannedFault, ProcessFault } from "./faults.ts";
import { planPartnerFaults } from "./plan-partner-faults.ts";
import { planRefusals } from "./plan-refusals.ts";
import type { ChaosSettings } from "./settings.ts";
import { type Scale, type Span, scaleOf, spanOf, spread } from "./span.ts";

/** Kills and restarts leave each other this much, so that each one's healing can be measured. */
const HEAL_MS = 10_000;

/** What is to be done to whom and when: the same seed and length have the same plan. */
export function planFaults(
  settings: Pick<ChaosSettings, "seed" | "minutes" | "workers" | "quick">,
): PlannedFault[] {
  const random = createRandom(settings.seed);
  const span = spanOf(settings.minutes);
  const scale = scaleOf(settings);
  const plan = [
    ...planKills(random, span, scale, settings.workers),
    ...planOtherProcessFaults(random, span, scale, settings.workers),
    ...planPartnerFaults(random, span, scale),
    ...planRefusals(random, span, scale),
  ];
  return plan
    .map((planned) => ({ ...planned, forMs: Math.min(planned.forMs, span.toMs - planned.atMs) }))
    .toSorted((a, b) => a.atMs - b.atMs);
}

/** Worker kills and Postgres stops take turns, each with time to heal; a few come together. */
function planKills(random: Random, span: Span, scale: Scale, workers: number): PlannedFault[] {
  const restarts = scale.count(6, 1);
  const kills = scale.count(24, 2);
  const faults = random.shuffled<ProcessFault["type"]>([
    ...Array.from({ length: restarts }, () => "stop_postgres" as const),
    ...Array.from({ length: kills }, () => "kill_worker" as const),
  ]);
  const slotMs = (span.toMs - span.fromMs) / faults.length;
  const roomMs = Math.max(1, Math.floor(slotMs - HEAL_MS));
  let crashNext = random.below(2) === 0;
  const planned = faults.map((type, index): PlannedFault => {
    const atMs = Math.round(span.fromMs + index * slotMs) + random.below(roomMs);
    if (type === "kill_worker") {
      return { atMs, forMs: 0, fault: { type, worker: random.below(workers) } };
    }
    const how = crashNext ? "crash" : "shutdown";
    crashNext = !crashNext;
    return { atMs, forMs: 0, fault: { type: "stop_postgres", how } };
  });
  const together = scale.quick ? [] : withCompany(random, planned, scale.count(2, 0), workers);
  return [...planned, ...together];
}

/** A second worker dies with the first, and one together with the database. */
function withCompany(
  random: Random,
  planned: readonly PlannedFault[],
  each: number,
  workers: number,
): PlannedFault[] {
  const some = (type: ProcessFault["type"]) =>
    random.shuffled(planned.filter(({ fault }) => fault.type === type)).slice(0, each);
  const beside = ({ atMs, fault }: PlannedFault): PlannedFault => ({
    // Late enough that the first is dead, early enough that nobody has taken anything over.
    atMs: atMs + 150 + random.below(300),
    forMs: 0,
    fault: {
      type: "kill_worker",
      worker: fault.type === "kill_worker" ? (fault.worker + 1) % workers : random.below(workers),
    },
  });
  return [...some("kill_worker"), ...some("stop_postgres")].map(beside);
}

function planOtherProcessFaults(
  random: Random,
  span: Span,
  scale: Scale,
  workers: number,
): PlannedFault[] {
  const at = (count: number, make: () => Omit<PlannedFault, "atMs">) =>
    spread(random, span, count).map((atMs) => ({ ...make(), atMs }));
  return [
    ...at(scale.count(10, 1), () => ({ forMs: 0, fault: { type: "cut_connections" } })),
    ...at(scale.count(5, 1), () => ({ forMs: 0, fault: { type: "kill_web" } })),
    ...at(scale.count(2, scale.quick ? 0 : 1), () => ({
      forMs: 0,
      fault: { type: "kill_sandbox" },
    })),
    ...at(scale.count(6, 1), () => ({
      forMs: scale.lengthMs(random, 3_000, 40_000),
      fault: { type: "stop_worker", worker: random.below(workers) },
    })),
  ];
}
