import type { CallerCheckField, CallerCheckOutcome } from "#db/queries/caller-checks";
import { TRIES_AN_HOUR } from "./tries-left.ts";
import type { CallerCheckOffer } from "./views.ts";

const FIELDS: Record<CallerCheckField, { label: string; told: string; hint: string }> = {
  birth_date: { label: "Birth date", told: "birth date", hint: "Of the patient" },
  zip: {
    label: "ZIP",
    told: "ZIP",
    hint: "Of the address that the order goes to; the first five digits count",
  },
};

const OUTCOMES: Record<CallerCheckOutcome, string> = {
  match: "it matches",
  no_match: "it does not match",
  not_comparable: "it cannot be compared",
};

/** "birth date: it does not match" */
export const callerCheckWords = (check: {
  field: CallerCheckField;
  outcome: CallerCheckOutcome;
}): string => `${FIELDS[check.field].told}: ${OUTCOMES[check.outcome]}`;

/** In their order on the screen. */
const OFFERED = ["birth_date", "zip"] as const satisfies readonly CallerCheckField[];

export const CALLER_CHECK_OFFER: CallerCheckOffer = {
  rule: "Support and admins may. It is kept for ever who compared what with which order, when, and whether it matched; never what was typed. The order’s history tells it too.",
  triesAnHour: TRIES_AN_HOUR,
  fields: OFFERED.map((field) => ({
    field,
    label: FIELDS[field].label,
    hint: FIELDS[field].hint,
  })),
};
