import type { Saga, StackStep } from "#server/saga/types";
import { partnerNameOf, UNDO_TITLE } from "./partner-words.ts";
import type { OrderView, UndoPreviewEntry } from "./views.ts";

/** What an undo would do, in its true order, from what is recorded: newest first, the order last. */
export function undoPreview(saga: Saga, orderNumber: string): OrderView["undoPreview"] {
  const open = saga.stack.filter((entry) => entry.status === "recorded").toReversed();
  return {
    entries: open.map(({ step }) => entryOf(saga, step, orderNumber)),
    notTouched: notTouched(saga),
    ifRefused: ifRefused(saga),
  };
}

function entryOf(saga: Saga, step: StackStep, orderNumber: string): UndoPreviewEntry {
  return {
    title: UNDO_TITLE[step],
    partner: partnerNameOf(step),
    reference: step === "order" ? orderNumber : saga.references[step],
    text: TEXT[step](step !== "order" && saga.references[step] === null),
  };
}

/** Without a reference it is not proven that anything was made: it is cancelled by our own. */
const TEXT: Record<StackStep, (isUnproven: boolean) => string> = {
  shipment: (isUnproven) =>
    isUnproven
      ? "Parcelway is asked to void the label, should there be one."
      : "Parcelway is asked to void the label. Possible until the parcel is scanned.",
  inventory: (isUnproven) =>
    isUnproven
      ? "Dockside is asked to let go of the stock, should it hold any."
      : "Dockside lets go of the stock. It can be held again while stock lasts.",
  prescription: (isUnproven) =>
    isUnproven
      ? "ScriptLine is asked to cancel the prescription, should there be one."
      : "ScriptLine cancels the prescription. A new order needs a new one.",
  order: () => "The order ends as Cancelled. To order again makes a new order.",
};

function notTouched(saga: Saga): string | null {
  const asked = new Set(saga.stack.map((entry) => entry.step));
  const never = [
    ...(asked.has("inventory") ? [] : ["Stock: none was ever asked for."]),
    ...(asked.has("shipment") ? [] : ["Shipping label: none was ever asked for."]),
  ];
  return never.length === 0 ? null : never.join(" ");
}

function ifRefused(saga: Saga): string {
  return saga.position === "COMPLETED" || saga.inDoubtSince !== null
    ? "If Parcelway will not void the label, nothing else is touched and the order stays shipped."
    : "The undo stops there, the rest stays as it is, and it comes to “Needs a person”.";
}
