import type { StatusRules } from "./order-status.ts";

export type ListTab =
  | "all"
  | "open"
  | "needs_a_person"
  | "outcome_unknown"
  | "in_progress"
  | "undoing"
  | "completed"
  | "cancelled";

/** What the console's list is asked for. An empty list of values asks for nothing. */
export type OrderListFilter = {
  tab: ListTab;
  statuses: readonly string[];
  steps: readonly string[];
  parkedReasons: readonly string[];
  code: string | null;
  /** The partners' steps; `untold` stands for the one that carries messages. */
  partners: { steps: readonly string[]; untold: boolean } | null;
  placedFromMs: number | null;
  placedBeforeMs: number | null;
  rules: StatusRules;
};
