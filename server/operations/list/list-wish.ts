import { createHash } from "node:crypto";
import { z } from "zod";
import { PARTNERS } from "#server/partners/types";
import type { ParkedReason, StackStep } from "#server/saga/types";
import { PARKED_STATUS } from "../situation/live-status.ts";
import { LIVE_STATUSES } from "../situation/views.ts";
import { LIST_FILTERS, LIST_SORTS, type ListWhere, type ListWish } from "./views.ts";

const STEPS = [
  "order",
  "prescription",
  "inventory",
  "shipment",
] as const satisfies readonly StackStep[];

// The keys of a Record over the union are exactly the union.
const REASONS = Object.keys(PARKED_STATUS) as [ParkedReason, ...ParkedReason[]];

const instant = z.iso.datetime().nullable().default(null);

/** A year, in minutes: whoever looks for older orders gives a date. */
const LONGEST_AGE = 525_600;

const where = z.strictObject({
  statuses: z.array(z.enum(LIVE_STATUSES)).max(LIVE_STATUSES.length).default([]),
  steps: z.array(z.enum(STEPS)).max(STEPS.length).default([]),
  reasons: z.array(z.enum(REASONS)).max(REASONS.length).default([]),
  code: z
    .string()
    .regex(/^[a-z0-9_.:-]{1,80}$/)
    .nullable()
    .default(null),
  partners: z.array(z.enum(PARTNERS)).max(PARTNERS.length).default([]),
  placedFrom: instant,
  placedBefore: instant,
  olderThanMinutes: z.int().min(1).max(LONGEST_AGE).nullable().default(null),
});

/** Codes and instants alone: a wish may stand in an address, and be kept under a name. */
export const listWish = z.strictObject({
  filter: z.enum(LIST_FILTERS).default("all"),
  where: where.prefault({}),
  sort: z.enum(LIST_SORTS).default("newest"),
}) satisfies z.ZodType<ListWish>;

export const EVERYTHING: ListWhere = where.parse({});

/** Equal for two wishes that ask for the same list. */
export function wishKey({ filter, where: asked, sort }: ListWish): string {
  const values = [filter, sort, ...Object.values(where.parse(asked))];
  return createHash("sha256").update(JSON.stringify(values)).digest("base64url").slice(0, 16);
}
