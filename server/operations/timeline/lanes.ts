import { stepOf } from "#server/saga/definition";
import { STEPS, type StackStep, type Step } from "#server/saga/types";
import { type CardFacts, cardFacts } from "../card/card-facts.ts";
import { partnerNameOf, STEP_TITLE, sentenceCase, UNDO_TITLE } from "../partners/partner-words.ts";
import { liveStatus } from "../situation/live-status.ts";
import type { Situation } from "../situation/situation.ts";
import type { LiveStatus } from "../situation/views.ts";
import type { SagaEntry } from "./saga-entry.ts";
import type { LaneNode, LaneState, Lanes } from "./views.ts";

/**
 * The picture of the way through: forward on top from left to right, undo below
 * in the same columns (so it reads from right to left).
 */
export function lanes(situation: Situation, entries: readonly SagaEntry[]): Lanes {
  const facts = cardFacts(situation);
  const { status } = liveStatus(situation);
  const at = doneAt(entries);
  return {
    forward: [
      orderPlaced(facts),
      ...STEPS.map((step) => forwardNode(step, facts, status, at)),
      completedNode(facts),
    ],
    undo: UNDO_COLUMNS.map((step) => undoNode(step, facts, status, at)),
  };
}

const UNDO_COLUMNS: readonly StackStep[] = ["order", ...STEPS];

/** When each step was made and undone, from the events. */
type DoneAt = Map<string, number>;

function doneAt(entries: readonly SagaEntry[]): DoneAt {
  const at: DoneAt = new Map();
  for (const { event } of entries) {
    const key = DONE_KEY[event.type];
    if (key) at.set(key, event.at);
  }
  return at;
}

const DONE_KEY: Readonly<Record<string, string>> = {
  PrescriptionCreated: "forward:prescription",
  InventoryReserved: "forward:inventory",
  ShipmentInitiated: "forward:shipment",
  PrescriptionFailed: "refused:prescription",
  InventoryReservationFailed: "refused:inventory",
  ShipmentInitiationFailed: "refused:shipment",
  PrescriptionCancelled: "undo:prescription",
  InventoryReleased: "undo:inventory",
  ShipmentVoided: "undo:shipment",
  OrderCancelled: "undo:order",
};

const iso = (instant: number | null | undefined) =>
  instant === null || instant === undefined ? null : new Date(instant).toISOString();

function node(step: LaneNode["step"], title: string, rest: Partial<LaneNode>): LaneNode {
  const state = rest.state ?? "not_reached";
  return {
    step,
    title,
    state,
    stateWord: "",
    at: null,
    partner: null,
    reference: null,
    partnerId: null,
    nextAt: null,
    notes: [],
    ...rest,
  };
}

function orderPlaced({ saga }: CardFacts): LaneNode {
  return node("order", "Order placed", {
    state: "done",
    stateWord: "Done",
    at: iso(saga.startedAt),
  });
}

function completedNode({ saga }: CardFacts): LaneNode {
  if (saga.position === "COMPLETED") {
    const at = iso(saga.completedAt);
    return node("completed", "Completed", { state: "done", stateWord: "Done", at });
  }
  const isOver = saga.position === "COMPENSATING" || saga.position === "CANCELLED";
  return node("completed", "Completed", {
    state: isOver ? "not_needed" : "not_reached",
    stateWord: isOver ? "Not reached" : "Not yet",
    notes: isOver ? [] : ["then e-mail with the tracking number"],
  });
}

/** By which the partners page can be opened at the partner of a step. */
const PARTNER_ID = {
  prescription: "prescription",
  inventory: "inventory",
  shipment: "carrier",
} as const satisfies Record<Step, LaneNode["partnerId"]>;

const MADE_WORD: Record<Step, string> = {
  prescription: "Created",
  inventory: "Reserved",
  shipment: "Label made",
};

function forwardNode(step: Step, facts: CardFacts, status: LiveStatus, at: DoneAt): LaneNode {
  const { saga } = facts;
  const base = {
    partner: partnerNameOf(step),
    partnerId: PARTNER_ID[step],
    reference: saga.references[step],
  };
  const title = STEP_TITLE[step];
  const made = at.get(`forward:${step}`);
  if (made !== undefined) {
    const notes =
      step === "shipment" && saga.references.trackingNumber
        ? [`Tracking number ${saga.references.trackingNumber}`]
        : [];
    return node(step, title, {
      ...base,
      state: "done",
      stateWord: MADE_WORD[step],
      at: iso(made),
      notes,
    });
  }
  if (stepOf(saga.position) === step && !facts.isUndo) {
    return node(step, title, { ...base, ...inWork(facts, status) });
  }
  const refused = at.get(`refused:${step}`);
  if (refused !== undefined) {
    return node(step, title, { ...base, state: "refused", stateWord: "Refused", at: iso(refused) });
  }
  const entry = saga.stack.find((each) => each.step === step);
  if (entry) {
    // Asked for and never answered: its own undo, by reference, is what settles it.
    return entry.status === "recorded"
      ? node(step, title, { ...base, state: "unknown", stateWord: "Not settled" })
      : node(step, title, { ...base, state: "not_needed", stateWord: "Given up and undone" });
  }
  const isOver = saga.position === "COMPENSATING" || saga.position === "CANCELLED";
  return node(step, title, {
    ...base,
    state: isOver ? "not_needed" : "not_reached",
    stateWord: isOver ? "Never asked for" : "Not yet",
  });
}

const WORK_STATE: Record<LiveStatus, { state: LaneState; word: string }> = {
  scheduled: { state: "scheduled", word: "Scheduled" },
  running: { state: "running", word: "Running" },
  retrying: { state: "retrying", word: "Retrying" },
  stalled: { state: "retrying", word: "Stalled" },
  outcome_unknown: { state: "unknown", word: "Outcome unknown" },
  on_hold: { state: "scheduled", word: "On hold" },
  undoing: { state: "running", word: "Running" },
  needs_a_person: { state: "needs_a_person", word: "Needs a person" },
  undo_stopped: { state: "needs_a_person", word: "Undo stopped" },
  undo_refused: { state: "refused", word: "Refused" },
  customer_not_told: { state: "done", word: "Done" },
  completed: { state: "done", word: "Done" },
  cancelled: { state: "done", word: "Done" },
};

function inWork({ attempts, problem, nextAt }: CardFacts, status: LiveStatus): Partial<LaneNode> {
  const { state, word } = WORK_STATE[status];
  const tries = attempts.used > 0 ? [`Attempt ${attempts.used} of ${attempts.of}`] : [];
  const notes = problem ? [...tries, sentenceCase(problem)] : tries;
  return { state, stateWord: word, notes, nextAt };
}

const UNDONE_WORD: Record<StackStep, string> = {
  order: "Cancelled",
  prescription: "Cancelled",
  inventory: "Released",
  shipment: "Voided",
};

function undoNode(step: StackStep, facts: CardFacts, status: LiveStatus, at: DoneAt): LaneNode {
  const { saga } = facts;
  const title = UNDO_TITLE[step];
  const base = {
    partner: partnerNameOf(step),
    partnerId: step === "order" ? null : PARTNER_ID[step],
  };
  if (facts.isUndo && saga.work?.step === step) {
    return node(step, title, { ...base, ...inWork(facts, status) });
  }
  const entry = saga.stack.find((each) => each.step === step);
  switch (entry?.status) {
    case undefined:
      return node(step, title, { ...base, state: "not_needed", stateWord: "Nothing to undo" });
    case "not_needed":
      return node(step, title, { ...base, state: "not_needed", stateWord: "Not needed" });
    case "undone":
      return node(step, title, {
        ...base,
        state: "done",
        stateWord: UNDONE_WORD[step],
        at: iso(at.get(`undo:${step}`)),
      });
    case "by_hand":
      return node(step, title, {
        ...base,
        state: "by_hand",
        stateWord: "By hand",
        at: iso(at.get(`undo:${step}`)),
      });
    case "recorded":
      return node(step, title, { ...base, ...waitingUndo(step, facts) });
  }
}

/** Its turn in the true order, newest first. */
function waitingUndo(step: StackStep, { saga }: CardFacts): Partial<LaneNode> {
  const open = saga.stack.filter((entry) => entry.status === "recorded").toReversed();
  const turn = open.findIndex((entry) => entry.step === step) + 1;
  const isTurning = saga.position === "COMPENSATING" || saga.cancelRequestedAt !== null;
  return {
    state: isTurning ? "scheduled" : "not_reached",
    stateWord: isTurning ? "Scheduled" : "Not asked for",
    notes: [isTurning ? ordinal(turn) : `${ordinal(turn)}${ifUndone(step, saga)}`],
  };
}

/** While nobody knows whether there is a label, nothing else may be taken from under it. */
function ifUndone(step: StackStep, saga: CardFacts["saga"]): string {
  const isInDoubt = saga.position === "PENDING_SHIPMENT" && saga.inDoubtSince !== null;
  return step === "shipment" && isInDoubt
    ? ". Nothing is undone before this is settled"
    : ", if undone";
}

function ordinal(n: number): string {
  return `${n}${["th", "st", "nd", "rd"][n] ?? "th"}`;
}
