import { canCarryOn } from "#server/saga/decide-unreadable";
import {
  type Build,
  LEASE_MS,
  stepOf,
  stepOfForwardJob,
  THIS_BUILD,
  UNDO_JOB,
} from "#server/saga/definition";
import type { DomainEvent } from "#server/saga/events";
import type { Input } from "#server/saga/inputs";
import { plan } from "#server/saga/plan";
import { DEFAULT_POLICY, type Policy, type WhenExhausted } from "#server/saga/policy";
import { jobOf, leaseUntil } from "#server/saga/state";
import {
  type Decision,
  type Reply,
  type Saga,
  type SagaJob,
  STEPS,
  type Step,
} from "#server/saga/types";
import { started } from "./happenings.ts";
import { FORGETFUL_BUILD, LATER_BUILD, OLDER_BUILD } from "./situations.ts";
import { type Story, take, untold } from "./story.ts";
import {
  arrive,
  type Call,
  forgetTombstone,
  type JobCopy,
  liveSteps,
  type Manner,
  undoByHand,
  untouchedWorld,
  type World,
} from "./world.ts";

/** One thing that happens between the saga, its queue, its workers, its partners and its people. */
export type Action =
  | { type: "work"; pick: number; manner: Manner; reply: "arrives" | "is late" | "is lost" }
  | { type: "call hangs in the network"; pick: number }
  | { type: "hung call arrives"; pick: number; manner: Manner }
  | { type: "late reply arrives"; pick: number }
  | { type: "job is duplicated" | "job is lost" | "job is given up"; pick: number }
  | { type: "sweep" | "deadline" | "undo" | "undo by storefront" | "retry" | "hold" | "release" }
  /** The partner is mended, or let go again after a hold. */
  | { type: "resume" }
  /** From now on the saga is in the hands of this build. */
  | { type: "deploy"; build: "older" | "this" | "later" | "forgetful" }
  | { type: "resolve"; happened: boolean }
  | { type: "time passes"; ms: number };

/** One input that reached the saga, and what came of it. */
export type Turn = {
  readonly cause: string;
  readonly input: Input;
  readonly before: Story;
  readonly after: Story;
  readonly decision: Decision<DomainEvent>;
};

/** A call as it left, with what the world held at that moment. */
export type Placed = {
  readonly call: Call;
  readonly shipmentSettled: boolean;
};

export type Simulation = {
  story: Story;
  /** How many things happened, whether or not they reached the saga. */
  commandCount: number;
  readonly world: World;
  readonly turns: Turn[];
  readonly placed: Placed[];
  readonly jobs: JobCopy[];
  readonly hung: Call[];
  readonly lateReplies: { call: Call; reply: Reply }[];
  /** Dispatches that some worker has called: a second fetch of one is a redelivery. */
  readonly calledDispatches: Set<number>;
};

/** Small budgets, so that a short run can use them up. */
const smallPolicy = (whenExhausted: WhenExhausted): Policy => ({
  ...DEFAULT_POLICY,
  forwardBudget: { prescription: 3, inventory: 3, shipment: 3 },
  undoBudget: 3,
  whenExhausted: { prescription: whenExhausted, inventory: whenExhausted },
});

export function simulate(actions: readonly Action[], whenExhausted: WhenExhausted): Simulation {
  const sim: Simulation = {
    story: untold(smallPolicy(whenExhausted)),
    commandCount: 0,
    world: untouchedWorld(),
    turns: [],
    placed: [],
    jobs: [],
    hung: [],
    lateReplies: [],
    calledDispatches: new Set(),
  };
  if (started.input) input(sim, "start", started.input(sim.story.state));
  for (const action of actions) act(sim, action);
  return sim;
}

export function sagaOf(sim: { story: Story }): Saga {
  const { state } = sim.story;
  if (state.position === "NOT_STARTED") throw new Error("Bug: the saga never started");
  return state;
}

function input(sim: Simulation, cause: string, what: Input) {
  const before = sim.story;
  const { story, decision } = take(before, what, 0.25);
  sim.story = story;
  sim.turns.push({ cause, input: what, before, after: story, decision });
  if (decision.type === "accepted") enqueue(sim);
}

/** The commit inserts the job of a new dispatch, once. */
function enqueue(sim: Simulation) {
  const directive = plan(sim.story.state);
  if (directive && !sim.jobs.some((job) => job.dispatch === directive.dispatch)) {
    sim.jobs.push({ ...directive });
  }
}

const picked = <T>(list: readonly T[], pick: number): T | undefined => list[pick % list.length];

function takeOut<T>(list: T[], pick: number): T | undefined {
  return list.length === 0 ? undefined : list.splice(pick % list.length, 1)[0];
}

export function act(sim: Simulation, action: Action) {
  sim.commandCount += 1;
  switch (action.type) {
    case "work":
      return work(sim, action);
    case "call hangs in the network":
      return fetchJob(sim, action.pick, (call) => sim.hung.push(call));
    case "hung call arrives":
      return hungCallArrives(sim, action.pick, action.manner);
    case "late reply arrives": {
      const late = takeOut(sim.lateReplies, action.pick);
      if (late) answer(sim, late.call, late.reply);
      return;
    }
    case "job is duplicated": {
      const job = picked(sim.jobs, action.pick);
      if (job) sim.jobs.push({ ...job });
      return;
    }
    case "job is lost":
      takeOut(sim.jobs, action.pick);
      return;
    case "job is given up": {
      const job = takeOut(sim.jobs, action.pick);
      if (job) input(sim, "dead letter", { type: "dead_letter", dispatch: job.dispatch });
      return;
    }
    case "resume":
      return input(sim, "resume", { type: "resume" });
    case "deploy":
      sim.story = { ...sim.story, build: BUILDS[action.build] };
      return;
    case "sweep":
      return sweep(sim);
    case "time passes":
      sim.story = { ...sim.story, now: sim.story.now + action.ms };
      return;
    case "deadline":
      return input(sim, "deadline", { type: "deadline" });
    case "undo":
    case "undo by storefront":
    case "retry":
    case "hold":
    case "release":
      return command(sim, action.type);
    case "resolve":
      return resolve(sim, action.happened);
  }
}

function work(sim: Simulation, { pick, manner, reply }: Extract<Action, { type: "work" }>) {
  fetchJob(sim, pick, (call) => {
    const answered = arrive(sim.world, call, manner);
    if (reply === "arrives") answer(sim, call, answered);
    if (reply === "is late") sim.lateReplies.push({ call, reply: answered });
  });
}

/** A worker takes a job when it is due, and calls unless the job is stale or was called before. */
function fetchJob(sim: Simulation, pick: number, place: (call: Call) => void) {
  const job = takeOut(sim.jobs, pick);
  if (!job) return;
  const due = { ...sim.story, now: Math.max(sim.story.now, job.dueAt) };
  sim.story = due;
  if (plan(due.state)?.dispatch !== job.dispatch) return;
  if (!canCarryOn(sagaOf(sim), sim.story.build)) {
    return input(sim, "unreadable", { type: "unreadable" });
  }
  if (sim.calledDispatches.has(job.dispatch)) return redelivered(sim, job);
  sim.calledDispatches.add(job.dispatch);
  const call = callOf(job);
  if (!call) return cancelOrder(sim, job);
  sim.placed.push({ call, shipmentSettled: isShipmentSettled(sim) });
  place(call);
}

const outcome = (sim: Simulation, job: SagaJob, dispatch: number, reply: Reply) =>
  input(sim, reply.type, { type: "outcome", dispatch, job, reply });

const answer = (sim: Simulation, call: Call, reply: Reply) =>
  outcome(sim, call.job, call.dispatch, reply);

const redelivered = (sim: Simulation, { job, dispatch }: JobCopy) =>
  outcome(sim, job, dispatch, { type: "unknown", code: "redelivered" });

/** The local undo at the bottom: no partner, so it always succeeds. */
const cancelOrder = (sim: Simulation, { job, dispatch }: JobCopy) =>
  outcome(sim, job, dispatch, { type: "succeeded", reference: null });

function callOf({ job, dispatch }: JobCopy): Call | null {
  const forward = stepOfForwardJob(job);
  const step = forward ?? STEPS.find((s) => UNDO_JOB[s] === job);
  return step ? { job, step, dispatch, forward: forward !== null } : null;
}

/** Nothing of the shipment lives, and nothing that is under way can still make it. */
function isShipmentSettled({ world, hung }: Simulation) {
  const { effect } = world.shipment;
  if (effect === "none") return !hung.some((call) => call.forward && call.step === "shipment");
  return effect !== "live";
}

function hungCallArrives(sim: Simulation, pick: number, manner: Manner) {
  const call = takeOut(sim.hung, pick);
  if (!call) return;
  // Past the end the worst case counts: the tombstone is forgotten, and the call still does its work.
  const tooLate = sagaOf(sim).position === "CANCELLED";
  if (tooLate) forgetTombstone(sim.world, call.step);
  const reply = arrive(sim.world, call, tooLate ? "does it" : manner);
  sim.lateReplies.push({ call, reply });
}

const BUILDS: Record<Extract<Action, { type: "deploy" }>["build"], Build> = {
  older: OLDER_BUILD,
  this: THIS_BUILD,
  later: LATER_BUILD,
  forgetful: FORGETFUL_BUILD,
};

/** Sees what is overdue: a deadline, a wish that waits for a call which will not end, a job that was lost. */
function sweep(sim: Simulation) {
  const { deadlineAt, cancelRequestedAt, work, parked } = sagaOf(sim);
  const { now } = sim.story;
  if (parked?.reason === "UNREADABLE_EVENT" && canCarryOn(sagaOf(sim), sim.story.build)) {
    input(sim, "resume", { type: "resume" });
  }
  if (deadlineAt !== null && deadlineAt <= now) input(sim, "deadline", { type: "deadline" });
  const until = leaseUntil(sagaOf(sim));
  const forward = work?.direction === "forward" && !parked;
  if (forward && cancelRequestedAt !== null && until !== null && until <= now) {
    redelivered(sim, { job: jobOf(sagaOf(sim), work), dispatch: sagaOf(sim).dispatch, dueAt: now });
  }
  requeueLost(sim);
}

/** An open dispatch without a live job, once its lease is over if it was called. */
function requeueLost(sim: Simulation) {
  const directive = plan(sim.story.state);
  if (!directive || sim.jobs.some((job) => job.dispatch === directive.dispatch)) return;
  const leaseUntil = directive.dueAt + LEASE_MS[directive.job];
  const called = sim.calledDispatches.has(directive.dispatch);
  sim.jobs.push({ ...directive, dueAt: called ? leaseUntil : directive.dueAt });
}

type Command = "undo" | "undo by storefront" | "retry" | "hold" | "release";
const SOMEBODY = { type: "person", id: "staff-1" } as const;
const SHOP = { type: "storefront", id: "shop-1" } as const;

function command(sim: Simulation, type: Command) {
  const { revision } = sagaOf(sim);
  const reason = "asked on the phone";
  if (type === "undo by storefront") {
    return input(sim, "undo", { type: "undo", by: SHOP, reason, revision: null });
  }
  input(sim, type, { type, by: SOMEBODY, reason, revision });
}

/** A person tells the truth about what lies open, and undoes by hand what they say they undid. */
function resolve(sim: Simulation, happened: boolean) {
  const saga = sagaOf(sim);
  const forward = stepOf(saga.position);
  const step = forward ?? (saga.work?.step === "order" ? undefined : saga.work?.step);
  if (!step) return;
  const live = liveSteps(sim.world).includes(step);
  if (!isTrue(sim, saga, step, { happened, live })) return;
  const turnsBefore = sim.turns.length;
  input(sim, happened ? "resolve: happened" : "resolve: did not happen", {
    type: "resolve",
    by: SOMEBODY,
    reason: "seen in the partner's portal",
    revision: saga.revision,
    happened,
    reference: happened ? `${step}-1` : null,
    trackingNumber: null,
  });
  const accepted = sim.turns[turnsBefore]?.decision.type === "accepted";
  if (accepted && happened && !forward) undoByHand(sim.world, step);
}

function isTrue(
  sim: Simulation,
  saga: Saga,
  step: Step,
  { happened, live }: { happened: boolean; live: boolean },
) {
  const stillUnderWay = sim.hung.some((call) => call.step === step);
  // What happened may yet be undone by a void that hangs: nobody can vouch for it then.
  if (stepOf(saga.position)) return happened === live && !(happened && stillUnderWay);
  // An undo "did not happen" only if nothing can make it happen any more.
  return happened || (live && !stillUnderWay);
}
