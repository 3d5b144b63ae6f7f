import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { readNewestCallerChecks } from "#db/queries/caller-checks";
import { readNewestReveals } from "#db/queries/reveals";
import { readStaffActions, type StaffActionKind } from "#db/queries/staff-actions";
import { PARTNERS } from "#server/partners/types";
import { callerCheckWords } from "../caller-check/caller-check-words.ts";
import { faultTitle } from "../faults/fault-words.ts";
import { PARTNER_NAME } from "../partners/partner-words.ts";
import { PURPOSES } from "../reveal/purposes.ts";
import type { StaffActionView } from "./views.ts";

/** The last ones; whoever looks for more asks the log. */
const LIST_LIMIT = 20;

const KINDS = {
  accounts: [
    "account_created",
    "account_role_changed",
    "account_disabled",
    "account_enabled",
    "password_reset",
    "password_changed",
    "sessions_ended",
  ],
  api_keys: ["api_key_created", "api_key_rotated", "api_key_revoked"],
  faults: ["fault_injected", "faults_cleared"],
} as const satisfies Record<string, readonly StaffActionKind[]>;
export type StaffActionArea = keyof typeof KINDS | "reveals" | "caller_checks";
export const STAFF_ACTION_AREAS = [
  "accounts",
  "api_keys",
  "faults",
  "reveals",
  "caller_checks",
] as const;

type Row = Awaited<ReturnType<typeof readStaffActions>>[number];

/** Who did what in one part of the settings, newest first. */
export async function listStaffActions(
  db: DbOrTx,
  area: StaffActionArea,
): Promise<StaffActionView[]> {
  if (area === "reveals") return listReveals(db);
  if (area === "caller_checks") return listCallerChecks(db);
  const rows = await readStaffActions(db, KINDS[area], LIST_LIMIT);
  return rows.map((row) => ({
    actionId: row.action.actionId,
    actorName: row.actorName ?? "A former colleague",
    text: textOf(row),
    at: row.action.createdAt.toISOString(),
  }));
}

async function listReveals(db: DbOrTx): Promise<StaffActionView[]> {
  const rows = await readNewestReveals(db, LIST_LIMIT);
  return rows.map(({ revealUuid, actorName, orderNumber, purpose, revealedAt }) => ({
    actionId: revealUuid,
    actorName: actorName ?? "A former colleague",
    text: `saw the customer of ${orderNumber ?? "an order"}: ${PURPOSES[purpose].told}`,
    at: revealedAt.toISOString(),
  }));
}

async function listCallerChecks(db: DbOrTx): Promise<StaffActionView[]> {
  const rows = await readNewestCallerChecks(db, LIST_LIMIT);
  return rows.map(({ checkUuid, actorName, orderNumber, checkedAt, ...check }) => ({
    actionId: checkUuid,
    actorName: actorName ?? "A former colleague",
    text: `compared a caller of ${orderNumber ?? "an order"}, ${callerCheckWords(check)}`,
    at: checkedAt.toISOString(),
  }));
}

const details = z.object({
  role: z.string().optional(),
  to: z.string().optional(),
  overlapHours: z.number().optional(),
  fault: z.string().optional(),
});

function textOf({ action, personName, keyName }: Row): string {
  const { role, to, overlapHours, fault } = details.parse(action.details);
  const person = personName ?? "a former colleague";
  const key = `the key “${keyName ?? action.subject}”`;
  switch (action.kind) {
    case "account_created":
      return `made an account for ${person}, role ${role}`;
    case "account_role_changed":
      return `gave ${person} the role ${to}`;
    case "account_disabled":
      return `disabled the account of ${person}`;
    case "account_enabled":
      return `enabled the account of ${person}`;
    case "password_reset":
      return `gave ${person} a new password`;
    case "password_changed":
      return "changed their own password";
    case "sessions_ended":
      return "ended sessions of their own";
    case "api_key_created":
      return `made ${key}`;
    case "api_key_rotated":
      return `replaced ${key}; it opened for ${overlapHours} h more`;
    case "api_key_revoked":
      return `revoked ${key}`;
    case "fault_injected":
      return `injected a fault at ${partnerName(action.subject)}: ${faultTitle(fault)}`;
    case "faults_cleared":
      return `put ${partnerName(action.subject)} back to normal`;
  }
}

function partnerName(subject: string): string {
  const partner = PARTNERS.find((each) => each === subject);
  return partner === undefined ? "all partners" : PARTNER_NAME[partner];
}
