import {
  CARRIER_ACCOUNT_PROBLEMS,
  CARRIER_REJECTIONS,
  VOID_REFUSAL_REASONS,
} from "./contract/carrier.ts";
import { INVENTORY_REJECTIONS } from "./contract/inventory.ts";
import { PRESCRIPTION_DENIAL_REASONS, PRESCRIPTION_REJECTIONS } from "./contract/prescription.ts";
import type { CommonProblemCode } from "./contract/problem.ts";

/** What we asked the partner for: the same code proves different things about each. */
export type CallKind = "forward" | "undo" | "read";

/**
 * What a partner's documented code proves.
 * - refused: it understood, did nothing and will not.
 * - nothing_to_undo: there is no effect, so the undo is done.
 * - wait: it did nothing yet and wants to be asked again.
 * - partner: our key, route or funds are wrong, so every order is hit.
 * - request: this order's request is wrong.
 * - nothing: it may have been done or not.
 */
export type CodeMeaning =
  | "refused"
  | "nothing_to_undo"
  | "wait"
  | "partner"
  | "request"
  | "nothing";

type Codes = ReadonlyMap<string, CodeMeaning>;

const COMMON_CODES: Record<CommonProblemCode, CodeMeaning> = {
  schema_invalid: "request",
  unauthorized: "partner",
  // A create has no object to miss, and a look-up that misses answers an empty list.
  not_found: "nothing",
  route_not_found: "partner",
  method_not_allowed: "request",
  unsupported_media_type: "request",
  reference_cancelled: "refused",
  in_progress: "wait",
  reference_conflict: "request",
  rate_limited: "wait",
  unavailable: "wait",
  internal_error: "nothing",
};

const CODES_OF_EVERY_CALL: [string, CodeMeaning][] = [
  ...Object.entries(COMMON_CODES),
  ...all(CARRIER_ACCOUNT_PROBLEMS, "partner"),
];

const FORWARD_CODES: Codes = new Map([
  ...CODES_OF_EVERY_CALL,
  ...all(PRESCRIPTION_REJECTIONS, "refused"),
  ...all(INVENTORY_REJECTIONS, "refused"),
  ...all(CARRIER_REJECTIONS, "refused"),
]);

/** The denials that mean that there is nothing left to undo. */
const MOOT_DENIALS = [
  "not_found_in_profile",
  "expired",
] as const satisfies readonly (typeof PRESCRIPTION_DENIAL_REASONS)[number][];

const UNDO_CODES: Codes = new Map([
  ...CODES_OF_EVERY_CALL,
  ...all(PRESCRIPTION_DENIAL_REASONS, "refused"),
  ...all(MOOT_DENIALS, "nothing_to_undo"),
  ...all(["not_found", "reservation_expired", "reference_cancelled"], "nothing_to_undo"),
  ...all(
    ["cancel_denied", "already_committed", "void_refused", ...VOID_REFUSAL_REASONS],
    "refused",
  ),
]);

const READ_CODES: Codes = new Map([
  ...CODES_OF_EVERY_CALL,
  ...all(["reference_cancelled"], "nothing"),
]);

const CODES: Record<CallKind, Codes> = {
  forward: FORWARD_CODES,
  undo: UNDO_CODES,
  read: READ_CODES,
};

/** Null for a code that the contract does not list for this kind of call. */
export function meaningOfCode(code: string, kind: CallKind): CodeMeaning | null {
  return CODES[kind].get(code) ?? null;
}

/** Partner text that is not plainly a code may quote the patient, so it is not carried further. */
export function safeCode(code: string): string {
  return /^[a-z0-9_]{1,64}$/.test(code) ? code : "unlisted_code";
}

function all(codes: readonly string[], meaning: CodeMeaning): [string, CodeMeaning][] {
  return codes.map((code) => [code, meaning]);
}
