import { randomUUID } from "node:crypto";
import { z } from "zod";
import { SANDBOX_PARTNERS, type SandboxPartner } from "./stored-object.ts";

const OPERATIONS = [
  "create",
  "cancel",
  "lookup",
  "label",
  "void",
  "release",
  "extend",
  "commit",
  "mail",
] as const;
export type Operation = (typeof OPERATIONS)[number];

const BEHAVIOURS = [
  "ok",
  "latency",
  "reject",
  "config_401",
  "rate_limit",
  "unavailable",
  "drop_before",
  "drop_after",
  "hang",
  "malformed_200",
  "wrong_schema_200",
  "duplicate_response",
  "late_arrival",
  "pending_then",
  "cancel_denied",
  "void_refused",
  "partial_stock",
  "reservation_expires",
  "flap",
  "outage",
  "transient",
  "permanent",
] as const;
type Behaviour = (typeof BEHAVIOURS)[number];

const PARTNER_OPERATIONS: Record<SandboxPartner, readonly Operation[]> = {
  prescription: ["create", "cancel", "lookup"],
  inventory: ["create", "cancel", "release", "extend", "commit", "lookup"],
  carrier: ["create", "label", "cancel", "void", "lookup"],
  notifications: ["mail"],
};

const HTTP_OPERATIONS = OPERATIONS.filter((operation) => operation !== "mail");
const HTTP_WRITES = HTTP_OPERATIONS.filter((operation) => operation !== "lookup");

/** Where a behaviour has a meaning. A scenario without an operation waits for one of these. */
const BEHAVIOUR_OPERATIONS: Record<Behaviour, readonly Operation[]> = {
  ok: OPERATIONS,
  latency: OPERATIONS,
  reject: HTTP_WRITES,
  config_401: HTTP_OPERATIONS,
  rate_limit: HTTP_OPERATIONS,
  unavailable: OPERATIONS,
  drop_before: OPERATIONS,
  drop_after: OPERATIONS,
  hang: OPERATIONS,
  malformed_200: HTTP_OPERATIONS,
  wrong_schema_200: HTTP_OPERATIONS,
  duplicate_response: HTTP_OPERATIONS,
  late_arrival: HTTP_WRITES,
  pending_then: ["create", "label"],
  cancel_denied: ["cancel", "release"],
  void_refused: ["cancel", "void"],
  partial_stock: ["create"],
  reservation_expires: ["create"],
  flap: OPERATIONS,
  outage: OPERATIONS,
  transient: ["mail"],
  permanent: ["mail"],
};
const ONLY_AT: Partial<Record<Behaviour, readonly SandboxPartner[]>> = {
  cancel_denied: ["prescription", "inventory"],
  void_refused: ["carrier"],
  partial_stock: ["inventory"],
  reservation_expires: ["inventory"],
};

type Wish = { partner: SandboxPartner; operation?: Operation | undefined; behaviour: Behaviour };

export const scenarioRequest = z
  .strictObject({
    partner: z.enum(SANDBOX_PARTNERS),
    /** Without it: any write. Look-ups misbehave only when they are named. */
    operation: z.enum(OPERATIONS).optional(),
    /** A part of the clientReference or of the order number. */
    match: z.string().min(1).max(200).optional(),
    times: z.int().min(1).max(1_000_000).default(1),
    behaviour: z.enum(BEHAVIOURS),
    ms: z.int().min(0).max(3_600_000).default(500),
    code: z
      .string()
      .regex(/^[a-z0-9_]{1,64}$/)
      .optional(),
    /** `rate_limit` asks for a second if this is not given; `unavailable` then says nothing. */
    retryAfterSeconds: z.int().min(0).max(3_600).optional(),
    n: z.int().min(0).max(1_000_000).default(1),
    seconds: z.number().min(0).max(86_400).default(10),
  })
  .refine(
    ({ partner, operation }) =>
      operation === undefined || PARTNER_OPERATIONS[partner].includes(operation),
    { path: ["operation"], error: "this partner has no such operation" },
  )
  .refine((request) => operationsOf(request).length > 0, {
    path: ["behaviour"],
    error: "has no meaning for this partner and operation",
  });
type ScenarioRequest = z.infer<typeof scenarioRequest>;

export type Scenario = ScenarioRequest & {
  id: string;
  createdAt: number;
  remaining: number;
  seen: number;
};

function operationsOf(wish: Wish): Operation[] {
  const partners = ONLY_AT[wish.behaviour] ?? SANDBOX_PARTNERS;
  if (!partners.includes(wish.partner)) return [];
  return BEHAVIOUR_OPERATIONS[wish.behaviour].filter((operation) => {
    if (!PARTNER_OPERATIONS[wish.partner].includes(operation)) return false;
    if (wish.operation === undefined) return operation !== "lookup";
    return wish.operation === operation || isUndoOf(wish.operation, operation);
  });
}

/** "cancel" means any way to undo at that partner: a caller need not know what each calls it. */
function isUndoOf(asked: Operation, operation: Operation): boolean {
  return asked === "cancel" && (operation === "release" || operation === "void");
}

export type CallFacts = {
  partner: SandboxPartner;
  operation: Operation;
  clientReference: string;
  orderNumber: string;
};

export type Scenarios = {
  add(request: ScenarioRequest): Scenario;
  list(): Scenario[];
  remove(id: string): boolean;
  clear(): void;
  /** The behaviour of this call, used up by asking. Oldest scenario first. */
  take(call: CallFacts): Scenario | undefined;
};

/**
 * Kept in memory on purpose: a scenario belongs to the test that asked for it, and a restarted
 * sandbox behaves well.
 */
export function createScenarios(): Scenarios {
  const scenarios = new Map<string, Scenario>();
  return {
    add: (request) => {
      const remaining = request.behaviour === "flap" ? request.n : request.times;
      const scenario = { ...request, id: randomUUID(), createdAt: Date.now(), remaining, seen: 0 };
      scenarios.set(scenario.id, scenario);
      return scenario;
    },
    list: () => [...scenarios.values()],
    remove: (id) => scenarios.delete(id),
    clear: () => scenarios.clear(),
    take: (call) => {
      for (const scenario of scenarios.values()) {
        if (isOver(scenario)) scenarios.delete(scenario.id);
        else if (matches(scenario, call)) return consume(scenario);
      }
      return undefined;
    },
  };
}

function isOver(scenario: Scenario): boolean {
  return scenario.behaviour === "outage"
    ? Date.now() >= scenario.createdAt + scenario.seconds * 1000
    : scenario.remaining <= 0;
}

function matches(scenario: Scenario, call: CallFacts): boolean {
  if (scenario.partner !== call.partner || !operationsOf(scenario).includes(call.operation))
    return false;
  const { match } = scenario;
  return (
    match === undefined || call.clientReference.includes(match) || call.orderNumber.includes(match)
  );
}

function consume(scenario: Scenario): Scenario {
  scenario.seen += 1;
  // A flap fails every other call, and only its failures count.
  if (scenario.behaviour === "flap" && scenario.seen % 2 === 0)
    return { ...scenario, behaviour: "ok" };
  if (scenario.behaviour !== "outage") scenario.remaining -= 1;
  return scenario;
}
