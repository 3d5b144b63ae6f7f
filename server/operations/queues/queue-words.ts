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

/** The duties of the upkeep, by the names that they are kept under. */
export const DUTY_WORDS: Readonly<Record<string, { title: string; does: string }>> = {
  sweep: {
    title: "Sweep",
    does: "Finds work that was lost or given up, time limits that are over, and customers who were not told.",
  },
  reconcile: {
    title: "Comparison",
    does: "Asks the partners what they hold for orders of the last 24 hours, and changes nothing.",
  },
};
