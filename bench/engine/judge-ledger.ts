import type { Ledger } from "./partners.ts";

export type End = { sagaUuid: string; state: string };

const MOST_TOLD = 10;
const STEPS_MADE = {
  COMPLETED: ["prescription", "inventory", "shipment"],
  CANCELLED: ["prescription", "inventory"],
} as const;

/**
 * Holds what the partners did, by all processes together, against how the sagas
 * ended: everything once, and taken back where it had to be. Answers what does
 * not fit, in words.
 */
export function judgeLedger(ends: readonly End[], ledgers: readonly Ledger[]): string[] {
  const made = counted(ledgers.flatMap((ledger) => ledger.made));
  const undone = counted(ledgers.flatMap((ledger) => ledger.undone));
  const problems: string[] = [];
  const expectOnce = (what: Map<string, number>, reference: string, verb: string) => {
    const count = what.get(reference) ?? 0;
    if (count !== 1) problems.push(`${reference} was ${verb} ${count} times`);
    what.delete(reference);
  };
  for (const { sagaUuid, state } of ends) {
    if (state !== "COMPLETED" && state !== "CANCELLED") {
      problems.push(`${sagaUuid} has not ended but is ${state}`);
      continue;
    }
    for (const step of STEPS_MADE[state]) {
      expectOnce(made, `${sagaUuid}:${step}`, "made");
      if (state === "CANCELLED") expectOnce(undone, `${sagaUuid}:${step}`, "undone");
    }
  }
  for (const reference of made.keys()) problems.push(`${reference} was made for nobody`);
  for (const reference of undone.keys()) problems.push(`${reference} was undone for no reason`);
  return problems.length > MOST_TOLD
    ? [...problems.slice(0, MOST_TOLD), `and ${problems.length - MOST_TOLD} more`]
    : problems;
}

function counted(references: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const reference of references) counts.set(reference, (counts.get(reference) ?? 0) + 1);
  return counts;
}
