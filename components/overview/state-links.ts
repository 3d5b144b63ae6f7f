import type { CountedState } from "#server/operations/overview/views";
import type { ListFilter } from "#server/operations/views";
import { listAddress } from "@/components/orders/filters";

/** The list that holds the orders of a state: its own where there is one, else the nearest. */
const LIST_OF: Record<CountedState, ListFilter> = {
  scheduled: "in_progress",
  running: "in_progress",
  retrying: "in_progress",
  stalled: "in_progress",
  outcome_unknown: "in_progress",
  on_hold: "all",
  undoing: "undoing",
  needs_a_person: "needs_a_person",
  customer_not_told: "needs_a_person",
};

export const stateAddress = (state: CountedState): string => listAddress(LIST_OF[state]);
