import { STEP } from "#server/saga/definition";
import { type SagaJob, STEPS, type Step } from "#server/saga/types";

/** Which circuits no call could pass at one moment, by partner and direction. */
export type CircuitSample = {
  atMs: number;
  /** It waits before it is tried, is being tried, or is held: what waits for it rests for a reason. */
  rightly: readonly string[];
  /** Its trial was begun by a worker that has died since. */
  byTheDead: readonly string[];
};

const PARTNER: Record<Step, string> = {
  prescription: "prescription",
  inventory: "inventory",
  shipment: "carrier",
};

/** The circuit that a job's call has to pass; null for a job that calls nobody. */
export function circuitOf(job: SagaJob): string | null {
  for (const step of STEPS) {
    if (STEP[step].forwardJob === job) return `${PARTNER[step]} forward`;
    if (STEP[step].undoJob === job) return `${PARTNER[step]} undo`;
  }
  return null;
}

/** How much of a stretch a circuit was rightly shut. Each sample stands until the next. */
export function shutWithinMs(
  samples: readonly CircuitSample[],
  circuit: string | null,
  fromMs: number,
  toMs: number,
): number {
  return samples.reduce((sum, { atMs, rightly }, index) => {
    if (circuit === null || !rightly.includes(circuit)) return sum;
    const untilMs = samples[index + 1]?.atMs ?? atMs;
    return sum + Math.max(0, Math.min(untilMs, toMs) - Math.max(atMs, fromMs));
  }, 0);
}

export type Blockade = { circuit: string; fromMs: number; lengthMs: number };

/** The stretches in which a dead worker kept a circuit shut, the longest first. */
export function findBlockades(samples: readonly CircuitSample[]): Blockade[] {
  const found: Blockade[] = [];
  const open = new Map<string, Blockade>();
  for (const { atMs, byTheDead } of samples) {
    for (const circuit of byTheDead) {
      const blockade = open.get(circuit) ?? { circuit, fromMs: atMs, lengthMs: 0 };
      if (!open.has(circuit)) found.push(blockade);
      open.set(circuit, blockade);
      blockade.lengthMs = atMs - blockade.fromMs;
    }
    for (const circuit of open.keys()) if (!byTheDead.includes(circuit)) open.delete(circuit);
  }
  return found.toSorted((a, b) => b.lengthMs - a.lengthMs);
}
