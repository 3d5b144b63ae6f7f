import { type Build, STEP, THIS_BUILD } from "#server/saga/definition";
import { DEFAULT_POLICY, type Policy } from "#server/saga/policy";
import { type Reply, STEPS, type StackStep, type Step } from "#server/saga/types";
import {
  answered,
  called,
  deadLetter,
  deadline,
  type Happening,
  hold,
  late,
  release,
  started,
  undo,
  unreadable,
  waited,
} from "./happenings.ts";

/**
 * The past that leads to a situation, the policy it needs where the usual one
 * will not do, and the build that finds it where it is not this one.
 */
export type Situation = {
  readonly past: readonly Happening[];
  readonly policy?: Policy;
  readonly readBy?: Build;
};
export type SituationName = string;

export const OK: Reply = { type: "succeeded", reference: "ref-1", trackingNumber: "TRACK-1" };
export const NO_REFERENCE: Reply = { type: "succeeded", reference: null };
export const NOTHING_THERE: Reply = { type: "succeeded", reference: null, nothingToUndo: true };
export const REFUSED: Reply = { type: "rejected", code: "out_of_stock" };
export const UNREACHED: Reply = { type: "not_sent", code: "connect_refused" };
export const BUSY: Reply = { type: "transient", code: "too_busy" };
export const BUSY_FOR_A_MINUTE: Reply = {
  type: "transient",
  code: "too_busy",
  retryAfterMs: 60_000,
};
export const SILENT: Reply = { type: "unknown", code: "timeout" };
export const OUR_KEY: Reply = { type: "misconfigured", scope: "partner", code: "key_expired" };
export const OUR_REQUEST: Reply = { type: "misconfigured", scope: "request", code: "bad_request" };
export const STILL_AT_WORK: Reply = { type: "pending", pollAfterMs: 5_000 };

const LEASE_OVER = waited(60_000);
const { deadlineMs, forwardBudget, undoBudget } = DEFAULT_POLICY;
const BUSY_PAST_DEADLINE: Reply = { type: "transient", code: "too_busy", retryAfterMs: deadlineMs };

const PARKS_WHEN_EXHAUSTED: Policy = {
  ...DEFAULT_POLICY,
  whenExhausted: { prescription: "park", inventory: "park" },
};

/** Cannot read what this build writes. */
export const OLDER_BUILD: Build = { ...THIS_BUILD, readerVersion: THIS_BUILD.readerVersion - 1 };

/** A later build whose orders skip the warehouse, and that forgot how older ones went. */
export const FORGETFUL_BUILD: Build = {
  definitions: { 2: ["prescription", "shipment"] },
  definitionVersion: 2,
  readerVersion: THIS_BUILD.readerVersion,
};

/** The same, with every older definition kept as it must be. */
export const LATER_BUILD: Build = {
  ...FORGETFUL_BUILD,
  definitions: { ...THIS_BUILD.definitions, ...FORGETFUL_BUILD.definitions },
};

const times = (n: number, happening: Happening) => Array.from({ length: n }, () => happening);

/** The saga at a forward step whose call has not left yet. */
const at = (step: Step) => [started, ...times(STEPS.indexOf(step), answered(OK))];

function forward(step: Step): Record<string, Situation> {
  const here = at(step);
  const inFlight = [...here, called];
  const inDoubt = [...here, answered(SILENT)];
  const usedUp = times(forwardBudget[step] - 1, answered(SILENT));
  const conditions: Record<string, readonly Happening[]> = {
    "in flight": inFlight,
    waiting: [...here, answered(BUSY_FOR_A_MINUTE)],
    polled: [...here, answered(STILL_AT_WORK)],
    "in doubt, waiting": inDoubt,
    "in doubt, in flight": [...inDoubt, called],
    "lease over": [...here, LEASE_OVER],
    "at its last attempt": [...here, ...usedUp, called],
    "cancel requested, in flight": [...inFlight, undo()],
    "cancel requested, in doubt, in flight": [...inDoubt, called, undo()],
    "cancel requested, lease over": [...inFlight, undo(), LEASE_OVER],
    "cancel requested, in doubt, lease over": [...inDoubt, called, undo(), LEASE_OVER],
    "deadline over, waiting": [...here, answered(BUSY_PAST_DEADLINE), waited(deadlineMs - 1)],
    "deadline over, in flight": [...here, answered(BUSY_PAST_DEADLINE), called],
    "deadline over, lease over": [...here, answered(BUSY_PAST_DEADLINE), called, LEASE_OVER],
    "deadline expired, in flight": [...here, answered(BUSY_PAST_DEADLINE), called, deadline],
    "held, in flight": [...inFlight, hold()],
    "held, waiting": [...here, answered(BUSY_FOR_A_MINUTE), hold()],
    "held, in doubt": [...inDoubt, hold()],
    "held, cancel requested": [...inFlight, undo(), hold()],
    "released, in flight": [...inFlight, hold(), release(), called],
    "parked PARTNER_MISCONFIGURED": [...here, answered(OUR_KEY)],
    "parked PARTNER_MISCONFIGURED, in doubt": [...inDoubt, answered(OUR_KEY)],
    "parked REQUEST_REFUSED": [...here, answered(OUR_REQUEST)],
    "parked RETRIES_EXHAUSTED by a dead letter": [...here, called, deadLetter()],
    "parked UNREADABLE_EVENT": [...inFlight, unreadable],
    "parked UNREADABLE_EVENT, cancel requested": [...inFlight, undo(), unreadable],
  };
  return {
    ...named(STEP[step].position, conditions),
    ...foundByOthers(STEP[step].position, inFlight),
  };
}

/** The same saga in the hands of other builds. */
const foundByOthers = (
  position: string,
  past: readonly Happening[],
): Record<string, Situation> => ({
  [`${position}: found by an older build`]: { past, readBy: OLDER_BUILD },
  [`${position}: found by a build without its definition`]: { past, readBy: FORGETFUL_BUILD },
  [`${position}: found by a later build`]: { past, readBy: LATER_BUILD },
});

const named = (
  position: string,
  conditions: Record<string, readonly Happening[]>,
): Record<string, Situation> =>
  Object.fromEntries(
    Object.entries(conditions).map(([condition, past]) => [`${position}: ${condition}`, { past }]),
  );

function exhausted(step: Exclude<Step, "shipment">): Record<string, Situation> {
  const silence = times(forwardBudget[step], answered(SILENT));
  return {
    [`${STEP[step].position}: parked RETRIES_EXHAUSTED`]: {
      past: [...at(step), ...silence],
      policy: PARKS_WHEN_EXHAUSTED,
    },
  };
}

/** What may be true of an undo under way, wherever it was opened. */
function underWay(opened: readonly Happening[]): Record<string, readonly Happening[]> {
  const lastTry = [...opened, ...times(undoBudget - 1, answered(SILENT))];
  return {
    "in flight": [...opened, called],
    waiting: [...opened, answered(BUSY_FOR_A_MINUTE)],
    "in doubt, waiting": [...opened, answered(SILENT)],
    "in doubt, in flight": [...opened, answered(SILENT), called],
    "lease over": [...opened, LEASE_OVER],
    "at its last attempt": [...lastTry, called],
    "held, in flight": [...opened, called, hold()],
    "held, waiting": [...opened, answered(BUSY_FOR_A_MINUTE), hold()],
    "parked PARTNER_MISCONFIGURED": [...opened, answered(OUR_KEY)],
    "parked REQUEST_REFUSED": [...opened, answered(OUR_REQUEST)],
    "parked after the last attempt": [...lastTry, answered(SILENT)],
    "parked RETRIES_EXHAUSTED by a dead letter": [...opened, called, deadLetter()],
    "parked UNREADABLE_EVENT": [...opened, called, unreadable],
  };
}

const SHIPMENT_IN_DOUBT = [...at("shipment"), answered(SILENT)];
const REFUSED_AFTER_DOUBT = [...SHIPMENT_IN_DOUBT, answered(REFUSED)];
const CANCELLED_IN_DOUBT = [...SHIPMENT_IN_DOUBT, undo()];

const pivot = {
  ...named("PENDING_SHIPMENT", {
    "in doubt for too long": [...SHIPMENT_IN_DOUBT, waited(15 * 60_000)],
    "parked OUTCOME_UNKNOWN": [
      ...at("shipment"),
      ...times(forwardBudget.shipment, answered(SILENT)),
    ],
    "void refused after a refusal, in flight": [...REFUSED_AFTER_DOUBT, answered(REFUSED), called],
    "void refused after a cancel, in flight": [...CANCELLED_IN_DOUBT, answered(REFUSED), called],
  }),
  ...named("PENDING_SHIPMENT gate (refused after doubt)", underWay(REFUSED_AFTER_DOUBT)),
  ...named("PENDING_SHIPMENT gate (cancel in doubt)", underWay(CANCELLED_IN_DOUBT)),
};

/** Turned at the pivot without doubt, so that all four entries are to be run. */
const TURNED = [...at("shipment"), answered(BUSY_FOR_A_MINUTE), undo()];
const UNDO_ORDER: readonly StackStep[] = ["shipment", "inventory", "prescription", "order"];

const undoing = (step: StackStep): Record<string, Situation> => {
  const opened = [...TURNED, ...times(UNDO_ORDER.indexOf(step), answered(OK))];
  return named(`COMPENSATING ${step}`, {
    ...underWay(opened),
    "parked COMPENSATION_REFUSED": [...opened, answered(REFUSED)],
  });
};

const COMPLETED = [...at("shipment"), answered(OK)];
const CANCELLED = [...TURNED, ...times(UNDO_ORDER.length, answered(OK))];
const CLEAN_UP = [...CANCELLED, late("reserve-inventory", OK)];

/** Every situation a test may start from, by name. Their completeness is checked in cells.test.ts. */
export const SITUATIONS: Readonly<Record<SituationName, Situation>> = {
  NOT_STARTED: { past: [] },
  ...forward("prescription"),
  ...exhausted("prescription"),
  ...forward("inventory"),
  ...exhausted("inventory"),
  ...forward("shipment"),
  ...pivot,
  ...undoing("shipment"),
  ...undoing("inventory"),
  ...undoing("prescription"),
  ...undoing("order"),
  ...foundByOthers("COMPENSATING inventory", [...TURNED, answered(OK), called]),
  "COMPLETED: at rest": { past: COMPLETED },
  ...foundByOthers("COMPLETED", COMPLETED),
  "COMPLETED: void refused": { past: [...COMPLETED, undo(), answered(REFUSED)] },
  ...named("COMPLETED gate", underWay([...COMPLETED, undo()])),
  "CANCELLED: at rest": { past: CANCELLED },
  ...foundByOthers("CANCELLED", CANCELLED),
  ...named("CANCELLED clean-up", {
    ...underWay(CLEAN_UP),
    "parked COMPENSATION_REFUSED": [...CLEAN_UP, answered(REFUSED)],
  }),
};

export function situation(name: SituationName): Situation {
  const known = SITUATIONS[name];
  if (!known) throw new Error(`Bug: no situation is called "${name}"`);
  return known;
}
