import { type Action, act, type Simulation, sagaOf } from "./simulation.ts";

const AFTER_LEASE_MS = 30_000;

/** A saga whose turn it is not: ended with no open gate, or waiting for a person. */
export function isSettled(sim: Simulation): boolean {
  const saga = sagaOf(sim);
  return saga.parked !== null || saga.work === null;
}

/** Faults stop and partners do what they are asked. Counts the steps until the saga settles. */
export function calmDown(sim: Simulation, atMost: number): number {
  act(sim, { type: "deploy", build: "this" });
  const calm: Action[] = [
    { type: "time passes", ms: AFTER_LEASE_MS },
    { type: "sweep" },
    { type: "work", pick: 0, manner: "does it", reply: "arrives" },
  ];
  for (let step = 0; step < atMost; step += 1) {
    const waitsForUs = sagaOf(sim).parked?.reason === "UNREADABLE_EVENT";
    if (isSettled(sim) && !waitsForUs) return step;
    for (const action of calm) act(sim, action);
  }
  return atMost;
}
