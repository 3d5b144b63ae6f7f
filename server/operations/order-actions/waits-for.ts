import { PARTNER_NAME, partnerOf, sentenceCase } from "../partners/partner-words.ts";
import { codeClause } from "../situation/code-words.ts";
import type { Situation } from "../situation/situation.ts";
import type { WaitsFor } from "./views.ts";

/** What keeps the order's next call from being sent: a hold, a circuit, or a wait that the partner asked for. */
export function waitsFor({ saga, held, open, waits, now }: Situation): WaitsFor | null {
  const { work } = saga;
  if (work === null || saga.parked !== null) return null;
  const partner = partnerOf(work.step);
  const isHere = (each: { partner: string; direction: string }) =>
    each.partner === partner && each.direction === work.direction;
  const hold = held.find(isHere);
  if (hold) {
    const name = PARTNER_NAME[hold.partner];
    return { text: `${name} is on hold, until it is released`, until: null };
  }
  const circuit = open.find(isHere);
  if (circuit) {
    const why = codeClause(circuit.code, PARTNER_NAME[circuit.partner]);
    return { text: sentenceCase(why), until: iso(circuit.probeAt) };
  }
  const wait = waits.find(isHere);
  if (!wait || wait.until <= now) return null;
  return { text: `${PARTNER_NAME[wait.partner]} asked us to wait`, until: iso(wait.until) };
}

const iso = (instant: number) => new Date(instant).toISOString();
