import { PARKED_REASONS, POSITIONS } from "#server/saga/types";
import type { Simulation } from "./simulation.ts";

export type ModelReport = {
  runs: number;
  medianCommands: number;
  medianInputs: number;
  events: number;
  /** In how many runs each state and each parked reason was reached. */
  reached: Record<string, number>;
};

/** What a model-based run was made of: without this, that nothing was found says little. */
export function reportOn(simulations: readonly Simulation[]): ModelReport {
  const places = [...POSITIONS, ...PARKED_REASONS];
  const reached = Object.fromEntries(places.map((place) => [place, 0]));
  for (const { turns } of simulations) {
    const seen = new Set<string>();
    for (const { state } of turns.map((turn) => turn.after)) {
      seen.add(state.position);
      if (state.position !== "NOT_STARTED" && state.parked) seen.add(state.parked.reason);
    }
    for (const place of places) if (seen.has(place)) reached[place] = (reached[place] ?? 0) + 1;
  }
  return {
    runs: simulations.length,
    medianCommands: median(simulations.map(({ commandCount }) => commandCount)),
    medianInputs: median(simulations.map(({ turns }) => turns.length)),
    events: simulations.reduce((sum, { story }) => sum + story.events.length, 0),
    reached,
  };
}

export function inWords(report: ModelReport, { seed }: { seed: number }): string {
  const count = (value: number) => value.toLocaleString("en-GB");
  return [
    `${count(report.runs)} runs from seed ${seed}: ${report.medianCommands} commands in the median run, ` +
      `${report.medianInputs} of which reached the saga; ${count(report.events)} events.`,
    ...Object.entries(report.reached).map(
      ([place, runs]) => `  ${count(runs).padStart(7)} runs reached ${place}`,
    ),
  ].join("\n");
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
