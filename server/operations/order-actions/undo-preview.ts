import type { Saga, StackStep, Step } from "#server/saga/types";
import type { OrderView } from "../order-view/views.ts";
import { PARTNER_NAME, partnerNameOf, TO_UNDO, UNDO_TITLE } from "../partners/partner-words.ts";
import { afterUndo, takeBack } from "./after-undo.ts";
import type { UndoPreviewEntry } from "./views.ts";

/** What an undo would do, in its true order, from what is recorded: newest first, the order last. */
export function undoPreview(saga: Saga, orderNumber: string): OrderView["undoPreview"] {
  const open = saga.stack.filter((entry) => entry.status === "recorded").toReversed();
  return {
    entries: open.map(({ step }) => entryOf(saga, step, orderNumber)),
    notTouched: notTouched(saga),
    ifRefused: ifRefused(saga),
    after: afterUndo(saga),
  };
}

function entryOf(saga: Saga, step: StackStep, orderNumber: string): UndoPreviewEntry {
  return {
    title: UNDO_TITLE[step],
    partner: partnerNameOf(step),
    reference: step === "order" ? orderNumber : saga.references[step],
    text: step === "order" ? CANCELS : undoText(saga, step),
    takeBack: takeBack(step),
  };
}

const CANCELS = "The order ends as Cancelled.";

/** Without a reference it is not proven that anything was made: it is cancelled by our own. */
function undoText(saga: Saga, step: Step): string {
  const asked = `${partnerNameOf(step)} is asked to ${TO_UNDO[step]}`;
  if (saga.references[step] === null) return `${asked}, ${IF_ANY[step]}.`;
  return step === "shipment" ? `${asked}. Possible until the parcel is scanned.` : `${asked}.`;
}

const IF_ANY: Record<Step, string> = {
  shipment: "should there be one",
  inventory: "should it hold any",
  prescription: "should there be one",
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
    ? `If ${PARTNER_NAME.carrier} will not ${TO_UNDO.shipment}, nothing else is touched and the order stays shipped.`
    : "The undo stops there, the rest stays as it is, and it comes to “Needs a person”.";
}
