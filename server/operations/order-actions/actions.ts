import { decideResend, type ResendDecision } from "#server/notifications/decide-resend";
import { decideToldByPhone, type ToldDecision } from "#server/notifications/decide-told-by-phone";
import { decide } from "#server/saga/decide";
import { THIS_BUILD } from "#server/saga/definition";
import type { DomainEvent } from "#server/saga/events";
import type { Input } from "#server/saga/inputs";
import type { Actor, Decision, Saga } from "#server/saga/types";
import type { OrderView } from "../order-view/views.ts";
import {
  PARTNER_NAME,
  partnerNameOf,
  sentenceCase,
  THING,
  TO_UNDO,
} from "../partners/partner-words.ts";
import { liveStatus } from "../situation/live-status.ts";
import type { Situation } from "../situation/situation.ts";
import type { LiveStatus } from "../situation/views.ts";
import type { SagaEntry } from "../timeline/saga-entry.ts";
import { rejectionWords } from "./rejection-words.ts";
import { retrySafety } from "./retry-safety.ts";
import type { ActionView } from "./views.ts";

type Actions = OrderView["actions"];

/**
 * Which buttons are allowed and why not: asked of `decide` itself, with the
 * revision on the screen, so that a button never promises what would be refused.
 */
export function actions(
  situation: Situation,
  { role, replacedBy }: { role: "support" | "admin"; replacedBy: string | null },
  entries: readonly SagaEntry[] = [],
): Actions {
  const { saga } = situation;
  const retry = ask(situation, { type: "retry", ...wish(saga) }, retryExplanation(saga));
  const undo = ask(situation, { type: "undo", ...wish(saga) }, undoExplanation(saga));
  const told = toldByPhone(situation);
  const again = orderAgain(saga, replacedBy);
  const may = {
    retry: retry.allowed,
    undo: undo.allowed,
    told: told.allowed,
    again: again.allowed,
  };
  return {
    primary: primaryOf(situation, may),
    retry: { ...retry, label: retryLabel(saga), safety: retrySafety(saga, entries) },
    undo: { ...undo, label: "Undo this order" },
    resolve: { ...resolve(situation, role), notHappened: mayNotHaveHappened(situation) },
    hold: ask(
      situation,
      { type: "hold", ...wish(saga) },
      "Nothing is sent until the order is released.",
    ),
    release: ask(
      situation,
      { type: "release", ...wish(saga) },
      "The order goes on where it stood.",
    ),
    told_by_phone: { ...told, label: "Told by phone" },
    resend_notice: { ...resendNotice(situation), label: "Send the e-mail again" },
    order_again: { ...again, label: "Order again" },
  };
}

function orderAgain(saga: Saga, replacedBy: string | null): ActionView {
  if (saga.position !== "CANCELLED") {
    return no(`${sentenceCase(rejectionWords("not_cancelled"))}.`);
  }
  if (replacedBy !== null) return no(`It was placed again already, as ${replacedBy}.`);
  return {
    allowed: true,
    explanation: "Places a new order with the same content and a number of its own.",
  };
}

function resolve(situation: Situation, role: "support" | "admin"): ActionView {
  if (role !== "admin") return no("Only an admin may record what happened by hand.");
  const wish = resolveWish(situation.saga, true);
  return ask(situation, wish, "Record what happened, with the evidence you have.");
}

function mayNotHaveHappened(situation: Situation): boolean {
  return ask(situation, resolveWish(situation.saga, false), "").allowed;
}

function toldByPhone({ saga, notice }: Situation): ActionView {
  return answer(
    decideToldByPhone(headOf(notice), saga.position),
    "Records that you told the customer yourself. No e-mail is sent any more.",
  );
}

function resendNotice({ saga, notice }: Situation): ActionView {
  return answer(
    decideResend(headOf(notice), saga.position),
    `${PARTNER_NAME.notifications} is asked once more, for the address it has.`,
  );
}

function headOf({ kind, state, code }: Situation["notice"]) {
  return { noticeKind: kind, noticeState: state, noticeCode: code };
}

function answer(decision: ToldDecision | ResendDecision, explanation: string): ActionView {
  switch (decision.type) {
    case "accepted":
      return { allowed: true, explanation };
    case "ignored":
      return no(`${sentenceCase(decision.because)}.`);
    case "rejected":
      return no(`${sentenceCase(rejectionWords(decision.code))}.`);
  }
}

/** Nobody in particular: the answer does not depend on who asks. */
const ANYBODY: Actor = { type: "system" };

function wish(saga: Saga) {
  return { by: ANYBODY, reason: "other", revision: saga.revision };
}

function resolveWish(saga: Saga, happened: boolean): Input {
  return {
    type: "resolve",
    ...wish(saga),
    happened,
    reference: "evidence",
    trackingNumber: null,
  };
}

function ask({ saga, now, policy }: Situation, input: Input, explanation: string): ActionView {
  const decision: Decision<DomainEvent> = decide(saga, input, {
    now,
    jitter: 0,
    policy,
    build: THIS_BUILD,
  });
  switch (decision.type) {
    case "accepted":
      return { allowed: true, explanation };
    case "ignored":
      return no(`${sentenceCase(decision.because)}.`);
    case "rejected": {
      const until = decision.until === null ? null : new Date(decision.until).toISOString();
      return { allowed: false, because: `${sentenceCase(rejectionWords(decision.code))}.`, until };
    }
  }
}

function no(because: string): Extract<ActionView, { allowed: false }> {
  return { allowed: false, because, until: null };
}

/** The step that only its own partner can settle by an answer. */
function retryLabel(saga: Saga): string {
  const { work } = saga;
  if (!work) return "Retry";
  const partner = partnerNameOf(work.step);
  if (saga.inDoubtSince !== null && partner) return `Ask ${partner} now`;
  return work.direction === "undo" ? `Retry undo of ${work.step}` : `Retry ${work.step}`;
}

function retryExplanation(saga: Saga): string {
  const { work } = saga;
  const partner = work ? (partnerNameOf(work.step) ?? "the system") : "the partner";
  if (saga.inDoubtSince !== null) {
    return `${partner} is asked for our reference first. If nothing exists, the same request goes out again.`;
  }
  const fresh = saga.parked ? "A fresh set of attempts" : "At once";
  return work?.direction === "undo"
    ? `${fresh}: ${partner} is asked to undo ${THING[work.step]}. What is undone stays so.`
    : `${fresh}, with the same reference, so nothing can be made twice.`;
}

const VOID_FIRST = `${PARTNER_NAME.carrier} is asked to ${TO_UNDO.shipment} first.`;

function undoExplanation(saga: Saga): string {
  if (saga.position === "COMPLETED") {
    return `${VOID_FIRST} The rest is undone only if it does.`;
  }
  if (saga.position === "PENDING_SHIPMENT" && saga.inDoubtSince !== null) {
    return `${VOID_FIRST} The rest is undone only when that is settled.`;
  }
  return "Everything that was made is undone, newest first. Then the order is cancelled.";
}

/** Retrying a request that was refused as wrong would be refused again: there the undo comes first. */
function primaryOf(
  situation: Situation,
  may: { retry: boolean; undo: boolean; told: boolean; again: boolean },
): Actions["primary"] {
  const { saga, notice } = situation;
  if (saga.parked?.reason === "REQUEST_REFUSED" && may.undo) return "undo";
  const { status } = liveStatus(situation);
  if (status === "customer_not_told" && notice.state === "failed" && may.told) {
    return "told_by_phone";
  }
  if (may.again && status === "cancelled") return "order_again";
  return WANTS_RETRY[status] && may.retry ? "retry" : null;
}

const WANTS_RETRY: Record<LiveStatus, boolean> = {
  scheduled: false,
  running: false,
  retrying: true,
  stalled: true,
  outcome_unknown: true,
  on_hold: false,
  undoing: false,
  needs_a_person: true,
  undo_stopped: true,
  undo_refused: true,
  customer_not_told: false,
  completed: false,
  cancelled: false,
};
