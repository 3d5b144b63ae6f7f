import { ASKED_AGAIN } from "#server/notifications/decide-resend";
import type { DomainEvent } from "#server/saga/events";
import type { Actor, Direction, ParkedReason, StackStep, Step } from "#server/saga/types";
import { reasonWords } from "../order-actions/reason-words.ts";
import { type ActorNames, actorName } from "../order-view/actor-names.ts";
import {
  counted,
  PARTNER_NAME,
  partnerNameOf,
  STEP_TITLE,
  sentenceCase,
} from "../partners/partner-words.ts";
import { codeClause, refusalClause } from "../situation/code-words.ts";
import type { TimelineItem } from "./views.ts";

/** What one event is called. `settles`: it ends the tries of that work. */
export type Described = Pick<TimelineItem, "icon" | "lead" | "rest" | "tone"> & {
  settles?: { step: StackStep; direction: Direction };
  refused?: boolean;
  /** The last line of the tries inside. */
  result?: string;
  /** The note that this event tells of. */
  noteId?: string;
  /** Said by a person while tries go on. */
  aside?: boolean;
};

/** The words for an event; null for those that only keep the books. */
export function describeEvent(event: DomainEvent, names: ActorNames): Described | null {
  switch (event.type) {
    case "OrderCreated":
      return {
        icon: "order",
        lead: "Order placed",
        rest: `by the storefront, ${counted(event.data.lineCount, "item")}`,
        tone: "plain",
      };
    case "PrescriptionCreated":
      return made("prescription", "created", event.data.reference);
    case "InventoryReserved":
      return made("inventory", "stock reserved", event.data.reference);
    case "ShipmentInitiated":
      return made("shipment", "label made", event.data.trackingNumber ?? event.data.reference);
    case "PrescriptionFailed":
      return refused("prescription", event.data.code);
    case "InventoryReservationFailed":
      return refused("inventory", event.data.code);
    case "ShipmentInitiationFailed":
      return refused("shipment", event.data.code);
    case "PrescriptionCancelled":
      return undone("prescription", "prescription cancelled", event.data);
    case "InventoryReleased":
      return undone("inventory", "stock released", event.data);
    case "ShipmentVoided":
      return undone("shipment", "label voided", event.data);
    case "OrderFulfillmentSagaFailed":
      return {
        icon: "undo",
        lead: "Undo begins",
        rest: sentenceCase(refusalClause(event.data.code, partnerNameOf(event.data.step))),
        tone: "plain",
      };
    case "OrderCancelled":
      return { icon: "undo", lead: "Order cancelled", rest: "everything is undone", tone: "plain" };
    case "OrderFulfillmentSagaCompleted":
      return { icon: "flag", lead: "Order completed", rest: "", tone: "done" };
    case "SagaParked":
      return stopped(event.data, names);
    case "SagaResumed":
      return resumed(event.data.by, names);
    case "RetryRequested":
      return byPerson("retry", event.data, names, "asked for a retry now");
    case "CancelRequested":
      return byPerson("undo", event.data, names, "asked to undo the order");
    case "ManualResolutionRecorded":
      return byPerson("person", event.data, names, resolved(event.data));
    case "CancelRejected":
      return {
        icon: "undo",
        lead: "Undo refused",
        rest: sentenceCase(refusalClause(event.data.code, PARTNER_NAME.carrier)),
        tone: "wait",
        settles: { step: "shipment", direction: "undo" },
        refused: true,
        result: "refused",
      };
    case "DeadlineExpired":
      return {
        icon: "flag",
        lead: "Time limit reached",
        rest: "the order is undone",
        tone: "wait",
      };
    case "LateOutcomeObserved":
      return late(event.data);
    case "NoteAdded":
      return {
        icon: "person",
        lead: actorName(event.data.by, names),
        rest: "wrote a note",
        tone: "plain",
        aside: true,
        noteId: event.data.noteId,
      };
    case "CustomerNotified":
      return {
        icon: "mail",
        lead: "Customer told",
        rest: `by ${event.data.channel === "phone" ? "phone" : "e-mail"}: order ${event.data.kind}`,
        tone: "done",
      };
    case "CustomerNotificationFailed":
      if (event.data.code === ASKED_AGAIN) {
        return {
          icon: "mail",
          lead: "E-mail to the customer",
          rest: "asked for once more by a person",
          tone: "plain",
        };
      }
      return {
        icon: "mail",
        lead: "Customer not told",
        rest: sentenceCase(codeClause(event.data.code, PARTNER_NAME.notifications)),
        tone: "act",
      };
    case "OrderFulfillmentSagaStarted":
    case "OrderFulfillmentSagaCompensationRecorded":
    case "OrderFulfillmentSagaStateChanged":
    case "StepRetryScheduled":
    case "StepOutcomeUnknown":
    case "StepOutcomeResolved":
      return null;
  }
}

function made(step: Step, what: string, reference: string): Described {
  return {
    icon: step,
    lead: `${STEP_TITLE[step]}: ${what}`,
    rest: `${partnerNameOf(step)}, ${reference}`,
    tone: "plain",
    settles: { step, direction: "forward" },
    result: what,
  };
}

function refused(step: Step, code: string): Described {
  return {
    icon: step,
    lead: `${STEP_TITLE[step]}: refused`,
    rest: sentenceCase(refusalClause(code, partnerNameOf(step))),
    tone: "wait",
    settles: { step, direction: "forward" },
    refused: true,
    result: "refused",
  };
}

function undone(
  step: Step,
  what: string,
  { nothingToUndo, byHand }: { nothingToUndo: boolean; byHand: boolean },
): Described {
  const partner = partnerNameOf(step);
  return {
    icon: "undo",
    lead: `Undo: ${what}`,
    rest: byHand
      ? "recorded by hand"
      : `${partner}${nothingToUndo ? ", nothing was there to undo" : ""}`,
    tone: "plain",
    settles: { step, direction: "undo" },
    result: nothingToUndo ? "nothing to undo" : "done",
  };
}

const STOPPED: Record<Exclude<ParkedReason, "HELD_BY_OPERATOR">, string> = {
  RETRIES_EXHAUSTED: "every try is used",
  OUTCOME_UNKNOWN: "the outcome stays unknown",
  COMPENSATION_REFUSED: "the undo is refused",
  COMPENSATION_EXHAUSTED: "the undo is not confirmed",
  PARTNER_MISCONFIGURED: "a partner does not let us in",
  REQUEST_REFUSED: "our request is not accepted",
  UNREADABLE_EVENT: "written by a newer version",
};

function stopped(
  { reason, by }: { reason: ParkedReason; by: Actor },
  names: ActorNames,
): Described {
  if (reason === "HELD_BY_OPERATOR") {
    return {
      icon: "person",
      lead: actorName(by, names),
      rest: "put the order on hold",
      tone: "plain",
      aside: true,
    };
  }
  return { icon: "flag", lead: "Needs a person", rest: STOPPED[reason], tone: "act" };
}

function resumed(by: Actor, names: ActorNames): Described {
  if (by.type === "system") {
    return { icon: "retry", lead: "Goes on", rest: "by itself", tone: "plain", aside: true };
  }
  return {
    icon: "person",
    lead: actorName(by, names),
    rest: "let the order go on",
    tone: "plain",
    aside: true,
  };
}

function byPerson(
  icon: TimelineItem["icon"],
  { by, reason }: { by: Actor; reason: string },
  names: ActorNames,
  deed: string,
): Described {
  return {
    icon,
    lead: actorName(by, names),
    rest: `${deed}. Reason: ${reasonWords(reason)}`,
    tone: "plain",
    aside: true,
  };
}

function resolved({
  step,
  direction,
  happened,
}: {
  step: StackStep;
  direction: Direction;
  happened: boolean;
}): string {
  const what = direction === "undo" ? `the undo of ${step}` : `the ${step}`;
  return `recorded by hand that ${what} ${happened ? "was done" : "was not done"}`;
}

function late({ cleanUp }: { cleanUp: Step | null }): Described {
  return {
    icon: "flag",
    lead: "Late answer",
    rest: cleanUp
      ? `${partnerNameOf(cleanUp)} acted after the order was cancelled; it is undone on its own`
      : "from an older call; nothing changed",
    tone: cleanUp ? "wait" : "plain",
    aside: true,
  };
}
