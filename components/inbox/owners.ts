import type { InboxOwnerFilter } from "#server/operations/inbox/views";

/** The chips in their order on the screen, with what an empty list of each says. */
export const owners: readonly { owner: InboxOwnerFilter; label: string; none: string }[] = [
  { owner: "all", label: "All", none: "No order needs a person" },
  { owner: "mine", label: "Mine", none: "You have claimed none of the orders that need a person" },
  { owner: "unclaimed", label: "Unclaimed", none: "Every order that needs a person is claimed" },
];

/** The address of the list: whose orders, and the place to go on from. */
export function inboxAddress(owner: InboxOwnerFilter, cursor: string | null = null): string {
  const query = new URLSearchParams();
  if (owner !== "all") query.set("owner", owner);
  if (cursor !== null) query.set("after", cursor);
  const text = query.toString();
  return text === "" ? "/needs-a-person" : `/needs-a-person?${text}`;
}
