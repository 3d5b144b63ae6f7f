import type { PartnerName } from "#server/partners/types";
import type { StackEntry, StackStep, Step } from "#server/saga/types";

/** The names of partners and steps on every screen. One word a thing. */

export const PARTNER_NAME: Record<PartnerName, string> = {
  prescription: "ScriptLine",
  inventory: "Dockside",
  carrier: "Parcelway",
  notifications: "Mailroom",
};

const PARTNER_OF_STEP: Record<Step, PartnerName> = {
  prescription: "prescription",
  inventory: "inventory",
  shipment: "carrier",
};

/** The partner behind a step; cancelling the order itself is ours alone. */
export function partnerOf(step: StackStep): PartnerName | null {
  return step === "order" ? null : PARTNER_OF_STEP[step];
}

export function partnerNameOf(step: StackStep): string | null {
  return step === "order" ? null : PARTNER_NAME[PARTNER_OF_STEP[step]];
}

export const STEP_TITLE: Record<StackStep, string> = {
  order: "Order",
  prescription: "Prescription",
  inventory: "Inventory",
  shipment: "Shipment",
};

export const UNDO_TITLE: Record<StackStep, string> = {
  order: "Cancel order",
  prescription: "Cancel prescription",
  inventory: "Release stock",
  shipment: "Void label",
};

/** The thing a step makes, as the object of a sentence. */
export const THING: Record<StackStep, string> = {
  order: "the order",
  prescription: "the prescription",
  inventory: "the stock",
  shipment: "the shipping label",
};

/** What we ask a partner for. */
export const TO_MAKE: Record<StackStep, string> = {
  order: "cancel the order",
  prescription: "make the prescription",
  inventory: "reserve the stock",
  shipment: "make the shipping label",
};

/** The same when it has, or may have, happened. */
export const MADE: Record<StackStep, string> = {
  order: "cancelled the order",
  prescription: "made the prescription",
  inventory: "reserved the stock",
  shipment: "made the shipping label",
};

/** What a partner is asked for that is to undo it. */
export const TO_UNDO: Record<StackStep, string> = {
  order: "cancel the order",
  prescription: "cancel the prescription",
  inventory: "release the stock",
  shipment: "void the label",
};

const UNDONE: Record<StackStep, string> = {
  order: "the order is cancelled",
  prescription: "the prescription is cancelled",
  inventory: "the stock is released",
  shipment: "the label is voided",
};

/** "The label is voided, the stock is released", in the order it was done; null when nothing was. */
export function undoneSoFar(stack: readonly StackEntry[]): string | null {
  const done = stack
    .filter((entry) => entry.status === "undone" || entry.status === "by_hand")
    .toReversed()
    .map((entry) => UNDONE[entry.step]);
  return done.length === 0 ? null : sentenceCase(done.join(", "));
}

export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "1 item", "2 items". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
