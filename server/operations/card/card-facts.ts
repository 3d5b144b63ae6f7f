import { NOT_ADMITTED } from "#server/circuits/circuit";
import { budgetOf } from "#server/saga/policy";
import type { Saga, StackStep, Step } from "#server/saga/types";
import {
  PARTNER_NAME,
  partnerNameOf,
  sentenceCase,
  THING,
  undoneSoFar,
} from "../partners/partner-words.ts";
import { codeClause, refusalClause } from "../situation/code-words.ts";
import { openCircuit } from "../situation/live-status.ts";
import type { Situation } from "../situation/situation.ts";
import type { OrderCard } from "./views.ts";

export const STAYS: OrderCard["next"] = { countdownTo: null, text: "Nothing happens by itself." };
export const NOTHING_NOW: OrderCard["yourPart"] = { lead: "Nothing now.", rest: "" };
/** Why an order turned that no partner refused. */
export const ASKED_FOR = codeClause("cancel_requested", null);
export const NOT_SENT_YET = "the e-mail has not been sent yet";

/** What the sentences about one order are made of. Clauses begin in lower case and have no full stop. */
export type CardFacts = {
  situation: Situation;
  saga: Saga;
  /** The step in work, or the last one that mattered. */
  step: StackStep;
  isUndo: boolean;
  /** Whom we ask: the partner, or the system for what is ours alone. */
  partner: string;
  thing: string;
  /** What went wrong with the work at hand; null when nothing did. */
  problem: string | null;
  /** Why the order turned, or is about to. */
  cause: string | null;
  /** The next try, when it lies ahead. */
  nextAt: string | null;
  attempts: { used: number; of: number };
};

export function cardFacts(situation: Situation): CardFacts {
  const { saga, now, policy } = situation;
  const step = saga.work?.step ?? saga.failure?.step ?? "shipment";
  const direction = saga.work?.direction ?? "forward";
  const dueAt = saga.parked ? null : (saga.work?.dueAt ?? null);
  return {
    situation,
    saga,
    step,
    isUndo: direction === "undo",
    partner: partnerNameOf(step) ?? "the system",
    thing: THING[step],
    problem: problemOf(saga, step) ?? circuitProblem(situation),
    cause: causeClause(saga),
    nextAt: dueAt !== null && dueAt > now ? new Date(dueAt).toISOString() : null,
    attempts: { used: saga.attempt, of: budgetOf(step, direction, policy) },
  };
}

/** The last error belongs to the work at hand only once that was tried: a turn keeps the one before. */
function problemOf(saga: Saga, step: StackStep): string | null {
  const tried = saga.tries > 0 || saga.attempt > 0;
  const code = saga.parked ? saga.parked.code : tried ? (saga.lastError?.code ?? null) : null;
  if (code === null) return null;
  const isRefusal = saga.parked?.reason === "COMPENSATION_REFUSED";
  return (isRefusal ? refusalClause : codeClause)(code, partnerNameOf(step));
}

/** It was never sent, so it has no error of its own: what keeps it is so for all orders. */
function circuitProblem(situation: Situation): string | null {
  const circuit = situation.saga.parked ? null : openCircuit(situation);
  return circuit && codeClause(NOT_ADMITTED[circuit.cause], PARTNER_NAME[circuit.partner]);
}

function causeClause(saga: Saga): string | null {
  if (saga.failure) return refusalClause(saga.failure.code, partnerNameOf(saga.failure.step));
  return saga.cancelRequestedAt === null ? null : ASKED_FOR;
}

/** A whole sentence of a clause. */
export function sentence(clause: string): string {
  return `${sentenceCase(clause)}.`;
}

const FORWARD_PLACE: Record<Step, string> = {
  prescription: "At the first step, prescription. Nothing is done yet.",
  inventory: "At the second step, inventory. The prescription is made.",
  shipment: "At the last step, shipment. Prescription and stock are done.",
};

/** The first row of the card: where the order stands and what is done. */
export function whereSentence({ saga, step, isUndo }: CardFacts): string {
  if (saga.position === "COMPLETED" && saga.work === null) {
    return "Completed. Prescription, stock and shipping label are done.";
  }
  if (saga.position === "CANCELLED" && saga.work === null) return cancelledPlace(saga);
  if (!isUndo && step !== "order") return FORWARD_PLACE[step];
  if (saga.position === "COMPLETED") {
    return "Completed, and an undo was asked for. It begins with the label.";
  }
  if (saga.position === "CANCELLED") {
    return `Cancelled, but ${THING[step]} was made afterwards. It is undone on its own.`;
  }
  if (saga.position !== "COMPENSATING") {
    return "At the last step, shipment, and to be undone. It begins with the label.";
  }
  const done = undoneSoFar(saga.stack);
  const place = step === "order" ? "cancelling the order" : `undo of ${step}`;
  return `On the way back: ${place}. ${done ? `${done}.` : "Nothing is undone yet."}`;
}

function cancelledPlace(saga: Saga): string {
  const byHand = saga.stack.some((entry) => entry.status === "by_hand");
  return byHand
    ? "Cancelled. Everything is undone, part of it by hand."
    : "Cancelled. Everything that was made is undone.";
}
