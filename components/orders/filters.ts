import type { ListFilter } from "#server/operations/list/views";

/** The tabs in their order on the screen, with what an empty list of each says. */
export const filters: readonly { filter: ListFilter; label: string; none: string }[] = [
  { filter: "all", label: "All", none: "No orders yet" },
  { filter: "open", label: "All open", none: "No order is open" },
  { filter: "needs_a_person", label: "Needs a person", none: "No order needs a person" },
  {
    filter: "outcome_unknown",
    label: "Outcome unknown",
    none: "The outcome of every call is known",
  },
  { filter: "in_progress", label: "In progress", none: "No order is in progress" },
  { filter: "undoing", label: "Undoing", none: "No order is being undone" },
  { filter: "completed", label: "Completed", none: "No order is completed yet" },
  { filter: "cancelled", label: "Cancelled", none: "No order is cancelled" },
];
