import type { ListFilter } from "#server/operations/views";

/** The chips in their order on the screen, with what an empty list of each says. */
export const filters: readonly { filter: ListFilter; label: string; none: string }[] = [
  { filter: "all", label: "All", none: "No orders yet" },
  { filter: "needs_a_person", label: "Needs a person", none: "No order needs a person" },
  { filter: "in_progress", label: "In progress", none: "No order is in progress" },
  { filter: "undoing", label: "Undoing", none: "No order is being undone" },
  { filter: "completed", label: "Completed", none: "No order is completed yet" },
  { filter: "cancelled", label: "Cancelled", none: "No order is cancelled" },
];

/** The address of a list: the filter and the place to go on from. The plain list has the plain address. */
export function listAddress(filter: ListFilter, cursor: string | null = null): string {
  const query = new URLSearchParams();
  if (filter !== "all") query.set("state", filter);
  if (cursor !== null) query.set("after", cursor);
  const text = query.toString();
  return text === "" ? "/orders" : `/orders?${text}`;
}
