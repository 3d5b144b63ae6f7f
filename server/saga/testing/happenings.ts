import type { Input } from "#server/saga/inputs";
import { jobOf } from "#server/saga/state";
import type { Actor, Instant, Reply, SagaJob, SagaState } from "#server/saga/types";

/** What may happen to a saga, told relative to what the saga is by then. */
export type Happening = {
  readonly name: string;
  /** How much time passes first. */
  readonly waitMs: (state: SagaState, now: Instant) => number;
  /** Null when only time passes. */
  readonly input: ((state: SagaState) => Input) | null;
};

const SOMEBODY: Actor = { type: "person", id: "staff-1" };
const SHOP: Actor = { type: "storefront", id: "shop-1" };

const none = () => 0;

const happening = (name: string, input: (state: SagaState) => Input): Happening => ({
  name,
  waitMs: none,
  input,
});

export const waited = (ms: number): Happening => ({
  name: `after ${ms / 1000} s`,
  waitMs: () => ms,
  input: null,
});

const CALL_MS = 1_000;

/** The moment the current dispatch has been due for a second, as when its call is under way. */
const untilCalled = (state: SagaState, now: Instant) =>
  state.position !== "NOT_STARTED" && state.work
    ? Math.max(0, state.work.dueAt - now) + CALL_MS
    : 0;

export const called: Happening = { name: "called", waitMs: untilCalled, input: null };

/** The job whose answer bears the current dispatch number; the last one where nothing is left to do. */
function currentJob(state: SagaState): SagaJob {
  if (state.position === "NOT_STARTED") return "create-prescription";
  if (state.work) return jobOf(state, state.work);
  return state.position === "CANCELLED" ? "cancel-order" : "initiate-shipment";
}

const dispatchOf = (state: SagaState) => (state.position === "NOT_STARTED" ? 1 : state.dispatch);
const revisionOf = (state: SagaState) => (state.position === "NOT_STARTED" ? 1 : state.revision);

/** The answer to the current dispatch, at this very moment. */
export const reply = (answer: Reply, name: string = answer.type): Happening =>
  happening(name, (state) => ({
    type: "outcome",
    dispatch: dispatchOf(state),
    job: currentJob(state),
    reply: answer,
  }));

/** The current dispatch becomes due, is called, and answers. */
export const answered = (answer: Reply): Happening => ({
  ...reply(answer, `answered ${answer.type}`),
  waitMs: untilCalled,
});

/** An answer to an older dispatch. */
export const late = (job: SagaJob, answer: Reply): Happening =>
  happening(`late ${answer.type} of ${job}`, (state) => ({
    type: "outcome",
    dispatch: dispatchOf(state) - 1,
    job,
    reply: answer,
  }));

/** An answer to this very dispatch, whatever the saga has come to meanwhile. */
export const answerTo = (dispatch: number, job: SagaJob, answer: Reply): Happening =>
  happening(`${answer.type} of ${job} to dispatch ${dispatch}`, () => ({
    type: "outcome",
    dispatch,
    job,
    reply: answer,
  }));

export const started: Happening = happening("start", () => ({
  type: "start",
  sagaUuid: "saga-1",
  orderUuid: "order-1",
  orderNumber: "BS-1001",
  lineCount: 2,
  replacesOrderId: null,
}));

export const deadline: Happening = happening("deadline", () => ({ type: "deadline" }));

export const resumes: Happening = happening("resume", () => ({ type: "resume" }));

/** The queue gives up the current dispatch, or one from before it. */
export const deadLetter = (which: "current" | "older" = "current"): Happening =>
  happening(which === "current" ? "dead letter" : "dead letter of an older dispatch", (state) => ({
    type: "dead_letter",
    dispatch: dispatchOf(state) - (which === "current" ? 0 : 1),
  }));

export const unreadable: Happening = happening("unreadable", () => ({ type: "unreadable" }));

/** What a person saw: the present revision, or one from before the last change. */
type Seen = "now" | "before";
const seen = (state: SagaState, when: Seen) => revisionOf(state) - (when === "now" ? 0 : 1);
const suffix = (when: Seen) => (when === "now" ? "" : " (stale page)");

const WISH = { by: SOMEBODY, reason: "asked on the phone" };

export const undo = (when: Seen = "now"): Happening =>
  happening(`undo${suffix(when)}`, (state) => ({
    type: "undo",
    ...WISH,
    revision: seen(state, when),
  }));

export const undoByStorefront: Happening = happening("undo by storefront", () => ({
  type: "undo",
  by: SHOP,
  reason: "changed their mind",
  revision: null,
}));

export const retry = (when: Seen = "now"): Happening =>
  happening(`retry${suffix(when)}`, (state) => ({
    type: "retry",
    ...WISH,
    revision: seen(state, when),
  }));

export const hold = (when: Seen = "now"): Happening =>
  happening(`hold${suffix(when)}`, (state) => ({
    type: "hold",
    ...WISH,
    revision: seen(state, when),
  }));

export const release = (when: Seen = "now"): Happening =>
  happening(`release${suffix(when)}`, (state) => ({
    type: "release",
    ...WISH,
    revision: seen(state, when),
  }));

type Found = { happened: boolean; reference?: string; when?: Seen };

export const resolve = ({ happened, reference, when = "now" }: Found): Happening => {
  const found = happened ? (reference ? "happened" : "happened, no reference") : "did not happen";
  return happening(`resolve: ${found}${suffix(when)}`, (state) => ({
    type: "resolve",
    ...WISH,
    revision: seen(state, when),
    happened,
    reference: reference ?? null,
    trackingNumber: reference ? "TRACK-1" : null,
  }));
};
