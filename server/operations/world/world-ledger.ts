import type { DriftRow } from "#db/queries/partners";
import { STEPS, type Step } from "#server/saga/types";
import { PARTNER_NAME } from "../partners/partner-words.ts";
import type { Situation } from "../situation/situation.ts";
import type { SagaEntry } from "../timeline/saga-entry.ts";
import { type CheckRow, checkView, mayCheck } from "./check-view.ts";
import { effectState, provedAt } from "./effect-state.ts";
import {
  effectName,
  effectPlace,
  effectWord,
  messageWords,
  netNoun,
  undoWords,
} from "./effect-words.ts";
import type { EffectState, WorldEffect, WorldView } from "./views.ts";

export type WorldReadings = {
  situation: Situation;
  entries: readonly SagaEntry[];
  drifts: readonly DriftRow[];
  checks: readonly CheckRow[];
  items: number;
};

/** What this order has made outside and what became of it, each with the moment it was last seen. */
export function worldLedger(readings: WorldReadings): WorldView {
  const steps = STEPS.map((step) => stepEffect(step, readings));
  return { net: netLine(steps, readings.items), effects: [...steps, message(readings)] };
}

type StepEffect = WorldEffect & { step: Step };

function stepEffect(step: Step, readings: WorldReadings): StepEffect {
  const { situation, entries, items } = readings;
  const { saga } = situation;
  const { state: believed, byHand } = effectState(situation, step, entries);
  const drift = readings.drifts.find((each) => each.step === step);
  const check = readings.checks.find((each) => each.step === step);
  const proof = provedAt(entries, step);
  const seen = check?.checkedAt && check.checkedAt.getTime() > (proof ?? 0) ? check : undefined;
  const state = settledState(believed, { isDisputed: drift !== undefined, found: seen?.found });
  // Once the partner itself says that it has it, it is no longer only our word.
  const isConfirmed = state === "open" && seen?.found === "live";
  const word = effectWord(state, byHand && !isConfirmed);
  return {
    step,
    what: effectName(step, items),
    place: effectPlace(step),
    reference: saga.references[step],
    state,
    stateWord: drift ? "Unknown: the two sides differ" : word,
    undo: undoWords(saga, step, state),
    checkedAt: newest(proof, seen?.checkedAt?.getTime(), drift?.checkedAt.getTime()),
    mayCheck: believed === "never_asked" ? null : mayCheck(situation, step, check),
    check: check ? checkView(check, { step, believed, now: situation.now }) : null,
  };
}

/** What both sides disagree about is not known; a hold that lapsed by itself is what the partner says it is. */
function settledState(
  believed: EffectState,
  { isDisputed, found }: { isDisputed: boolean; found: string | null | undefined },
): EffectState {
  if (isDisputed) return "unknown";
  return believed === "open" && found === "lapsed" ? "lapsed" : believed;
}

function message({ situation }: WorldReadings): WorldEffect {
  const { state, word, undo } = messageWords(situation);
  const { at } = situation.notice;
  return {
    step: "message",
    what: "E-mail to the customer",
    place: `by ${PARTNER_NAME.notifications}`,
    reference: null,
    state,
    stateWord: word,
    undo,
    checkedAt: at === null ? null : new Date(at).toISOString(),
    mayCheck: null,
    check: null,
  };
}

function netLine(effects: readonly StepEffect[], items: number): string {
  const nouns = (state: EffectState) =>
    effects.filter((each) => each.state === state).map(({ step }) => netNoun(step, items));
  const sure = nouns("open");
  const perhaps = [...nouns("unknown"), ...nouns("asked")].map((noun) => `perhaps ${noun}`);
  const all = [...sure, ...perhaps];
  return all.length === 0 ? "Nothing" : all.join(", ");
}

function newest(...instants: (number | null | undefined)[]): string | null {
  const known = instants.filter((each) => each !== null && each !== undefined);
  return known.length === 0 ? null : new Date(Math.max(...known)).toISOString();
}
