import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Simulation, sagaOf } from "#server/saga/testing/simulation";
import { live, lives } from "#server/saga/testing/traffic";
import packageJson from "../../../package.json" with { type: "json" };
import { CORPUS, toCorpusLife } from "./corpus.ts";

/*
 * Writes the corpus of the version in package.json: run it with node when a
 * version is released, and commit the file. See docs/operating.md.
 */

const LONGEST = 45;
const SEED = 20_261_125;

const all = fc
  .sample(lives, { numRuns: 4_000, seed: SEED })
  .map(live)
  .filter((sim) => sim.story.events.length <= LONGEST)
  .map((sim) => ({ sim, marks: marksOf(sim) }));

const streams = chooseFew(all).map(toCorpusLife);
const file = join(CORPUS, `${packageJson.version}.json`);
writeFileSync(file, `[\n${streams.map((stream) => JSON.stringify(stream)).join(",\n")}\n]\n`);
console.log(`${streams.length} streams in ${file}`);

/** What a life shows: its kinds of events with what their data tells apart, and where it ends. */
function marksOf(sim: Simulation): Set<string> {
  const { position, parked, work } = sagaOf(sim);
  const told = sim.story.events.flatMap(({ type, data }) => [
    type,
    ...Object.entries(data)
      .filter(([, value]) => typeof value === "boolean" || isWord(value))
      .map(([key, value]) => `${type} ${key} ${value}`),
  ]);
  return new Set([...told, `ends ${position} ${parked?.reason} ${work?.direction} ${work?.gate}`]);
}

/** Codes and states, not ids. */
function isWord(value: unknown): boolean {
  return typeof value === "string" && /^[a-zA-Z_]+$/.test(value);
}

type Marked = { sim: Simulation; marks: ReadonlySet<string> };

/** Few and short lives that together show everything that any of them shows. */
function chooseFew(lived: readonly Marked[]): Simulation[] {
  const left = new Set(lived.flatMap(({ marks }) => [...marks]));
  const chosen: Simulation[] = [];
  while (left.size > 0) {
    const gain = ({ sim, marks }: Marked) =>
      marks.intersection(left).size / Math.sqrt(sim.story.events.length);
    const [first] = lived;
    if (!first) break;
    const best = lived.reduce((a, b) => (gain(b) > gain(a) ? b : a), first);
    chosen.push(best.sim);
    for (const mark of best.marks) left.delete(mark);
  }
  return chosen;
}
