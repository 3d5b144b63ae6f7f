import type { InboxOwnerFilter } from "#server/operations/inbox/views";

const PAGE_SIZE = 50;

/** What the server reads before the first paint and the browser asks for later: the same, or it is asked twice. */
export function inboxWish(owner: InboxOwnerFilter, cursor: string | null) {
  return { owner, cursor, limit: PAGE_SIZE };
}
