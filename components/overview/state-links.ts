import type { CountedState } from "#server/operations/overview/views";
import { listAddress, nowhere, plainList } from "@/components/orders/list-address";

export const INBOX = "/needs-a-person";

/** Where the orders of a state are listed. Those that need a person have a page of their own. */
export function stateAddress(state: CountedState): string {
  if (state === "needs_a_person") return INBOX;
  return listAddress({ ...plainList("all"), where: { ...nowhere, statuses: [state] } });
}
