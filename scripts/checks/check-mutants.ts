import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#scripts/instance/data-directory";
import { LEFT_OUT, MUTANTS, PITFALL_COUNT } from "#scripts/mutants/catalogue";
import type { LeftOut, Mutant } from "#scripts/mutants/mutant";
import { applyMutant } from "#scripts/mutants/run/apply-mutant";
import { asPattern } from "#scripts/mutants/run/as-pattern";
import { readSource } from "./check-sources.ts";

/** The catalogue fits the sources as they are: what it names to break and to be killed by is there. */
export async function checkMutants(): Promise<string[]> {
  return [
    ...miscounted(MUTANTS),
    ...uncovered(MUTANTS, LEFT_OUT),
    ...MUTANTS.flatMap((mutant) => [...unapplied(mutant), ...unkilled(mutant)]),
  ];
}

/** Numbers that follow one another, so that a report can be read against the catalogue. */
export function miscounted(mutants: readonly Pick<Mutant, "id">[]): string[] {
  return mutants.flatMap(({ id }, at) => {
    const number = `M${String(at + 1).padStart(2, "0")}-`;
    return id.startsWith(number) ? [] : [`${id}: its number should be ${number.slice(0, -1)}`];
  });
}

/** Each pitfall is either broken or left out for a reason. */
export function uncovered(
  mutants: readonly Pick<Mutant, "pitfalls">[],
  leftOut: readonly LeftOut[],
): string[] {
  const broken = new Set(mutants.flatMap(({ pitfalls }) => pitfalls));
  const excused = new Set(leftOut.map(({ pitfall }) => pitfall));
  return Array.from({ length: PITFALL_COUNT }, (_, at) => at + 1).flatMap((pitfall) => {
    if (broken.has(pitfall) === excused.has(pitfall)) {
      return [`pitfall #${pitfall} ${broken.has(pitfall) ? "is left out and" : "is not"} broken`];
    }
    return [];
  });
}

function unapplied(mutant: Mutant): string[] {
  if (!existsSync(join(projectRoot, mutant.file))) return [`${mutant.id}: no ${mutant.file}`];
  try {
    applyMutant(mutant, readSource(mutant.file));
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function unkilled({ id, killedBy: { file, test } }: Mutant): string[] {
  if (!existsSync(join(projectRoot, file))) return [`${id}: no ${file}`];
  const titles = titlesIn(readSource(file));
  const unknown = test.split(" > ").filter((part) => !titles.some((title) => title.test(part)));
  return unknown.map((part) => `${id}: no test or describe "${part}" in ${file}`);
}

/** Every text of a test file, as what a title made from it looks like. */
export function titlesIn(source: string): RegExp[] {
  const texts = [...source.matchAll(/"((?:[^"\\\n]|\\.)+)"/g)].map(([, text = ""]) => text);
  return texts.map((text) => {
    const fixed = text.replaceAll('\\"', '"').split(/%[sdijo]|\$[\w.]+/);
    return new RegExp(`^${fixed.map((part) => asPattern(part)).join(".*")}$`);
  });
}
