import type { Story } from "#scripts/demo/make-orders";
import type { ParkedReason, StackStep } from "#server/saga/types";
import type { Behaviour, FaultPartner, Injection, ProcessFaultType } from "./faults.ts";

/*
 * What may become of an order only because of something that was done: each
 * such end must find the fault that can have caused it, at that partner and at
 * that time. What finds none is a fault of the product.
 */

/** A call may have begun at the last moment of a fault, and its record may have waited for the database. */
const ECHO_MS = 30_000;

const PARTNER_OF: Record<StackStep, FaultPartner | null> = {
  order: null,
  prescription: "prescription",
  inventory: "inventory",
  shipment: "carrier",
};

/** After these nobody can say whether the partner acted. Those that only say "later" are here for the look-up. */
const DOUBT_MAKERS: readonly Behaviour[] = [
  "drop_before",
  "drop_after",
  "late_arrival",
  "hang",
  "malformed_200",
  "wrong_schema_200",
  "duplicate_response",
  "unavailable",
  "outage",
  "flap",
  "latency",
];
/** The bundled partners live in one process and keep what they know in the same database. */
const PARTNERS_AWAY: readonly ProcessFaultType[] = [
  "kill_sandbox",
  "stop_postgres",
  "cut_connections",
];

/** What happened to an order: at which step, under which code, and when it was placed and it happened. */
export type Circumstance = {
  sagaUuid: string;
  step: StackStep | null;
  code: string | null;
  placedAtMs: number;
  atMs: number;
};

export type Park = Circumstance & { reason: ParkedReason; story: Story };

/** The fault that explains why an order is still parked at the end, in a word; null when none does. */
export function explainPark(park: Park, injections: readonly Injection[]): string | null {
  switch (park.reason) {
    case "COMPENSATION_REFUSED":
      if (park.story === "undo_refused" && park.step === "prescription") return "undo_refused";
      return findMisbehaviour(park, injections, ["cancel_denied", "void_refused"]);
    case "OUTCOME_UNKNOWN":
      // The carrier refuses to ship, and refuses to void what it says does not exist.
      return findSince(park, injections, ["void_refused"]) ?? findDoubt(park, injections);
    case "COMPENSATION_EXHAUSTED":
      return findDoubt(park, injections);
    // It is over, and everything that met it must have gone on by itself.
    case "PARTNER_MISCONFIGURED":
    // No scenario makes our requests wrong, our events unreadable or our jobs vanish, and nobody holds.
    case "REQUEST_REFUSED":
    case "UNREADABLE_EVENT":
    case "RETRIES_EXHAUSTED":
    case "HELD_BY_OPERATOR":
      return null;
  }
}

export type Cancellation = Circumstance & { story: Story; undoAsked: boolean };

/** The refusal that each story brings with it, by the code that the partner gives. */
const STORY_CODE: Record<Story, string | null> = {
  completes: null,
  prescriber_not_licensed: "prescriber_not_licensed",
  out_of_stock: "insufficient_stock",
  undeliverable_address: "address_undeliverable",
  undo_refused: "address_undeliverable",
};

const REFUSED_BY: Readonly<Record<string, readonly Behaviour[]>> = {
  interaction_hold: ["reject"],
  item_recalled: ["reject"],
  service_unavailable: ["reject"],
  insufficient_stock: ["partial_stock"],
};

/** Why an order was cancelled, in a word; null when nothing that was done explains it. */
export function explainCancellation(
  cancelled: Cancellation,
  injections: readonly Injection[],
): string | null {
  const { code, story } = cancelled;
  if (code === "cancel_requested") return cancelled.undoAsked ? "undo" : null;
  if (code === STORY_CODE[story]) return story;
  const refusers = REFUSED_BY[code ?? ""];
  if (refusers !== undefined) {
    return (
      findMisbehaviour(cancelled, injections, refusers) ?? findDecidedLater(cancelled, injections)
    );
  }
  // What is left is a budget of unknown outcomes that was used up, under the last one's code.
  return findDoubt(cancelled, injections);
}

/** Why a customer could not be told, in a word. */
export function explainUntold(
  { code, atMs }: Pick<Circumstance, "code" | "atMs">,
  injections: readonly Injection[],
): string | null {
  const when = { partner: "notifications", reference: "", fromMs: atMs, toMs: atMs } as const;
  const of = (behaviours: readonly Behaviour[], processes: readonly ProcessFaultType[]) =>
    find(injections, when, behaviours, processes);
  return code === "smtp_550"
    ? of(["permanent"], [])
    : of(["drop_before", "drop_after", "hang", "latency"], ["kill_sandbox", "kill_worker"]);
}

const findDoubt = (what: Circumstance, injections: readonly Injection[]) =>
  findSince(what, injections, DOUBT_MAKERS, PARTNERS_AWAY);

/** It may have begun with any call since the order was placed. */
function findSince(
  { sagaUuid, step, placedAtMs, atMs }: Circumstance,
  injections: readonly Injection[],
  behaviours: readonly Behaviour[],
  processes: readonly ProcessFaultType[] = [],
): string | null {
  const partner = step && PARTNER_OF[step];
  const what = { fromMs: placedAtMs, toMs: atMs, reference: `${sagaUuid}:${step}` };
  return partner && find(injections, { ...what, partner }, behaviours, processes);
}

/** A refusal is recorded right after it was given. */
function findMisbehaviour(
  what: Circumstance,
  injections: readonly Injection[],
  behaviours: readonly Behaviour[],
): string | null {
  return findSince({ ...what, placedAtMs: what.atMs }, injections, behaviours);
}

/** Decided at the partner by itself, under this code; heard when it was asked again, which an outage may put off. */
function findDecidedLater(what: Cancellation, injections: readonly Injection[]): string | null {
  const decided = injections.filter(
    ({ fault }) => fault.type === "misbehave" && fault.scenario.code === what.code,
  );
  return findSince(what, decided, ["pending_then"]);
}

type Suspect = { partner: FaultPartner; reference: string; fromMs: number; toMs: number };

function find(
  injections: readonly Injection[],
  { partner, reference, fromMs, toMs }: Suspect,
  behaviours: readonly Behaviour[],
  processes: readonly ProcessFaultType[],
): string | null {
  for (const injection of injections) {
    if (injection.status === "not_injected") continue;
    if (injection.fromMs > toMs || injection.toMs + ECHO_MS < fromMs) continue;
    const { fault } = injection;
    if (fault.type !== "misbehave") {
      if (processes.includes(fault.type)) return fault.type;
      continue;
    }
    const { scenario } = fault;
    const isMet = scenario.match === undefined || reference.includes(scenario.match);
    if (scenario.partner === partner && isMet && behaviours.includes(scenario.behaviour)) {
      return scenario.behaviour;
    }
  }
  return null;
}
