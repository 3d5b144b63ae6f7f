import { aligned } from "#scripts/text/aligned";
import type { LeftOut, Mutant } from "../mutant.ts";

export type Result = {
  mutant: Mutant;
  /** What is not killed has a reason, for people. */
  status: "killed" | "survived" | "invalid";
  why: string;
  seconds: number;
};

const HEADINGS = ["mutant", "pitfalls", "what is broken", "", "by", "seconds"];

/** The one table of a run. */
export function reportTable(results: readonly Result[]): string {
  const rows = results.map(({ mutant, status, seconds }) => [
    mutant.id,
    mutant.pitfalls.map((pitfall) => `#${pitfall}`).join(" "),
    mutant.breaks,
    status === "killed" ? "killed" : status.toUpperCase(),
    mutant.killedBy.test,
    seconds.toFixed(1),
  ]);
  return aligned([HEADINGS, ...rows]);
}

export function reportLeftOut(leftOut: readonly LeftOut[]): string {
  const lines = leftOut.map(({ pitfall, because }) => `#${pitfall}`.padEnd(5) + because);
  return ["pitfalls without a mutant", ...lines].join("\n");
}
