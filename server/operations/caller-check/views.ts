import type { CallerCheckField, CallerCheckOutcome } from "#db/queries/caller-checks";

export type { CallerCheckField } from "#db/queries/caller-checks";

/** What a caller may be asked for on the order's page. */
export type CallerCheckOffer = {
  /** Who may, and what is kept of it: a sentence. */
  rule: string;
  triesAnHour: number;
  fields: { field: CallerCheckField; label: string; hint: string }[];
};

/** How often an order can still be tried, and from when on again if no longer. */
export type TriesLeft = { triesLeft: number; againAt: string | null };

/** Whether it fitted; never what is stored. */
export type CallerCheckAnswer =
  | ({
      type: "compared";
      field: CallerCheckField;
      outcome: CallerCheckOutcome;
      checkedAt: string;
    } & TriesLeft)
  | { type: "refused"; againAt: string };
