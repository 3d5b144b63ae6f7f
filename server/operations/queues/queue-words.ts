import { NOTICE_QUEUE, type Queue } from "#server/queue/queues";
import type { StackStep } from "#server/saga/types";

type Words = {
  title: string;
  step: StackStep | "notice";
  direction: "forward" | "undo";
};

/** What a queue's work is called on every screen, and the step it belongs to. */
export const QUEUE_WORDS: Record<Queue, Words> = {
  "create-prescription": {
    title: "Create prescription",
    step: "prescription",
    direction: "forward",
  },
  "reserve-inventory": { title: "Reserve stock", step: "inventory", direction: "forward" },
  "initiate-shipment": { title: "Make label", step: "shipment", direction: "forward" },
  "void-shipment": { title: "Void label", step: "shipment", direction: "undo" },
  "release-inventory": { title: "Release stock", step: "inventory", direction: "undo" },
  "cancel-prescription": { title: "Cancel prescription", step: "prescription", direction: "undo" },
  "cancel-order": { title: "Cancel order", step: "order", direction: "undo" },
  [NOTICE_QUEUE]: { title: "Tell customer", step: "notice", direction: "forward" },
};

type DutyWords = {
  title: string;
  does: string;
  /** What its number is of, and what nought means; null where it counts nothing. */
  counts: { did: string; nothing: string } | null;
};

const MENDED = { did: "mended", nothing: "nothing to mend" };

/** The duties of the upkeep, by the names that they are kept under. */
export const DUTY_WORDS: Readonly<Record<string, DutyWords>> = {
  sweep: {
    title: "Sweep",
    does: "Finds work that was lost or given up, time limits that are over, and customers who were not told.",
    counts: MENDED,
  },
  reconcile: {
    title: "Comparison",
    does: "Asks the partners what they hold for orders of the last 24 hours, and changes nothing.",
    counts: MENDED,
  },
  failures: {
    title: "Groups of failures",
    does: "Puts each try that failed into its group. Looks only when something new has happened.",
    counts: { did: "tries counted:", nothing: "nothing had failed" },
  },
  bulk: {
    title: "Bulk operations",
    does: "Retries or undoes the next orders of a bulk operation. Looks only while one runs.",
    counts: { did: "orders asked for:", nothing: "nothing to ask for" },
  },
  rollups: {
    title: "Figures",
    does: "Counts what happened, for the charts and percentiles of the overview.",
    counts: null,
  },
};
