import { type Saga, STEPS, type StackStep } from "#server/saga/types";
import { PARTNER_NAME } from "../partners/partner-words.ts";
import type { AfterUndo, TakeBack } from "./views.ts";

const TAKE_BACK: Record<StackStep, TakeBack> = {
  shipment: { possible: true, text: "A new label can be bought while the stock is held" },
  inventory: { possible: true, text: "Can be held again while stock lasts" },
  prescription: {
    possible: false,
    text: "Cannot be taken back: a new order needs a new prescription",
  },
  order: { possible: false, text: "Cannot be taken back: “Order again” makes a new order" },
};

/** Whether what an undo takes away could be had again. */
export function takeBack(step: StackStep): TakeBack {
  return TAKE_BACK[step];
}

/** What stays open at partners once the undo has gone through whole. */
export function afterUndo(saga: Saga): AfterUndo {
  const byHand = STEPS.filter(
    (step) => saga.stack.find((entry) => entry.step === step)?.status === "by_hand",
  );
  const open =
    byHand.length === 0
      ? "Nothing"
      : `Nothing that we know of; ${byHand.length} of it settled by hand`;
  const asksFirst =
    saga.position === "COMPLETED" ||
    (saga.position === "PENDING_SHIPMENT" && saga.inDoubtSince !== null);
  const text = asksFirst
    ? `If ${PARTNER_NAME.carrier} voids the label. Else all stays as it is.`
    : "If each partner confirms.";
  return { open, text };
}
