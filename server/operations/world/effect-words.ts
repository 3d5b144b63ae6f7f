import type { Saga, Step } from "#server/saga/types";
import { counted, PARTNER_NAME, partnerNameOf } from "../partners/partner-words.ts";
import type { Situation } from "../situation/situation.ts";
import type { EffectState } from "./views.ts";

const EFFECT_WORD: Record<EffectState, string> = {
  open: "Open",
  undone: "Undone",
  unknown: "Unknown",
  lapsed: "Lapsed",
  asked: "Asked, no answer yet",
  not_sent: "Not sent",
  not_made: "Refused, not made",
  never_asked: "Never asked for",
  told: "Told",
};

export function effectWord(state: EffectState, byHand: boolean): string {
  if (byHand && state === "undone") return "Undone by hand";
  if (byHand && state === "open") return "Open, recorded by hand";
  return EFFECT_WORD[state];
}

export function effectName(step: Step, items: number): string {
  switch (step) {
    case "prescription":
      return "Prescription";
    case "inventory":
      return `Stock, ${counted(items, "item")}`;
    case "shipment":
      return "Shipping label";
  }
}

export function effectPlace(step: Step): string {
  return `at ${partnerNameOf(step)}`;
}

const CAN_BE: Record<Step, string> = {
  prescription: "Yes, until it is dispensed",
  inventory: "Yes, until it is packed",
  shipment: "Yes, until the first scan",
};

const REFUSED: Record<Step, string> = {
  prescription: `No: ${PARTNER_NAME.prescription} refused`,
  inventory: `No: ${PARTNER_NAME.inventory} refused`,
  shipment: `No: ${PARTNER_NAME.carrier} refused`,
};

/** Whether it can be taken back. A dash where there is nothing to take back. */
export function undoWords(saga: Saga, step: Step, state: EffectState): string {
  if (state !== "open" && state !== "unknown") return "–";
  const refusedHere = saga.parked?.reason === "COMPENSATION_REFUSED" && saga.work?.step === step;
  const refusedBefore = step === "shipment" && saga.position === "COMPLETED" && saga.lastError;
  return refusedHere || refusedBefore ? REFUSED[step] : CAN_BE[step];
}

const MESSAGE_STATE: Record<
  Situation["notice"]["state"],
  { state: EffectState; word: string; undo: string }
> = {
  none: { state: "not_sent", word: EFFECT_WORD.not_sent, undo: "–" },
  due: { state: "not_sent", word: EFFECT_WORD.not_sent, undo: "–" },
  // Told by phone is told, too: the row does not say which.
  told: { state: "told", word: EFFECT_WORD.told, undo: "No" },
  failed: { state: "not_made", word: "Did not arrive", undo: "–" },
};

export function messageWords({ notice }: Situation) {
  return MESSAGE_STATE[notice.state];
}

/** "1 prescription", "2 items of stock", "1 label", as they stand in the head of the ledger. */
export function netNoun(step: Step, items: number): string {
  switch (step) {
    case "prescription":
      return "1 prescription";
    case "inventory":
      return `${counted(items, "item")} of stock`;
    case "shipment":
      return "1 label";
  }
}
