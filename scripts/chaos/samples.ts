import { STEP } from "#server/saga/definition";
import { type SagaJob, STEPS, type Step } from "#server/saga/types";
import type { Stretch } from "./stretches.ts";

/** Who was there to work at one moment, and which circuits no call could pass, by partner and direction. */
export type Sample = {
  atMs: number;
  aliveWorkers: number;
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

/** When a circuit was rightly shut. */
export function shutStretches(samples: readonly Sample[], circuit: string | null): Stretch[] {
  if (circuit === null) return [];
  return stretchesOf(samples, ({ rightly }) => rightly.includes(circuit));
}

/** When no worker was alive at all: how long one takes to start is the machine's affair. */
export function unmannedStretches(samples: readonly Sample[]): Stretch[] {
  return stretchesOf(samples, ({ aliveWorkers }) => aliveWorkers === 0);
}

/** Each sample stands until the next; those that follow each other are one stretch. */
function stretchesOf(samples: readonly Sample[], isSo: (sample: Sample) => boolean): Stretch[] {
  const found: Stretch[] = [];
  for (const [index, sample] of samples.entries()) {
    const next = samples[index + 1];
    if (next === undefined || !isSo(sample)) continue;
    const last = found.at(-1);
    if (last?.toMs === sample.atMs) last.toMs = next.atMs;
    else found.push({ fromMs: sample.atMs, toMs: next.atMs });
  }
  return found;
}

export type Blockade = { circuit: string; fromMs: number; lengthMs: number };

/** The stretches in which a dead worker kept a circuit shut, the longest first. */
export function findBlockades(samples: readonly Sample[]): Blockade[] {
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
