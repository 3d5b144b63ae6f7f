import type { Verdict } from "./verdicts.ts";

export type Section = { title: string; verdicts: readonly Verdict[] };

/** The audit's longest promise, indented. */
const LABEL_WIDTH = 62;
const FOUND_WIDTH = 30;
const ALLOWED_WIDTH = 15;
/** The first ones show the pattern; the rest is in the file. */
const SHOWN_OFFENDERS = 5;

/** The one table of a run. */
export function reportTable(sections: readonly Section[]): string {
  const head = line("", "found", "allowed");
  return sections
    .map(({ title, verdicts }) =>
      [
        title,
        ...verdicts.map((each) => {
          const cells = line(`  ${each.label}`, each.found, each.allowed ?? "");
          return each.holds ? cells : `${cells}  FAILED`;
        }),
      ].join("\n"),
    )
    .reduce((table, section) => `${table}\n${section}\n`, head)
    .trimEnd();
}

function line(label: string, found: string, allowed: string): string {
  const row = label.padEnd(LABEL_WIDTH) + found.padStart(FOUND_WIDTH);
  return (allowed === "" ? row : row + allowed.padStart(ALLOWED_WIDTH)).trimEnd();
}

/** Beneath it, and only when something failed: who broke what, the first few of each. */
export function reportOffenders(sections: readonly Section[]): string {
  return failedOf(sections)
    .map(({ label, offenders }) => {
      const more = offenders.length - SHOWN_OFFENDERS;
      return [
        `${label.trim()}:`,
        ...offenders.slice(0, SHOWN_OFFENDERS).map((offender) => `  ${offender}`),
        ...(more > 0 ? [`  and ${more} more`] : []),
      ].join("\n");
    })
    .join("\n");
}

export function failedOf(sections: readonly Section[]): Verdict[] {
  return sections.flatMap(({ verdicts }) => verdicts).filter(({ holds }) => !holds);
}
