import type { ClaimView } from "#server/operations/claims/views";
import type { InboxCounts, InboxPage, InboxRow } from "#server/operations/inbox/views";
import type { LiveStatus } from "#server/operations/views";
import { after, before, MINUTE, MOMENT } from "./fixtures.ts";

export function claimOf(ownerName: string, mine = false): ClaimView {
  return {
    claimId: `claim of ${ownerName}`,
    ownerName,
    mine,
    since: before(2 * MINUTE),
    until: after(28 * MINUTE),
    takenOver: null,
  };
}

export const takenOverClaim: ClaimView = {
  ...claimOf("Sara Okafor"),
  takenOver: { from: "Luis Marek", note: "Luis is off shift, I have the carrier on the phone." },
};

type Line = [
  orderNumber: string,
  status: LiveStatus,
  headline: string,
  lead: string,
  rest: string,
  leftMin: number,
  claim: ClaimView | null,
  notes: number,
];

// biome-ignore format: one line an order, to be read as the list that it becomes.
const lines: readonly Line[] = [
  ["RX-9D4T-1KWH", "undo_refused", "Parcelway will not void the label", "Settle it with Parcelway,", "then retry this undo, or ask an admin to record that it was done by hand.", -8, null, 0],
  ["RX-2HQB-77JQ", "needs_a_person", "Nobody knows whether Parcelway made the shipping label", "Look up our reference in Parcelway’s portal,", "then ask an admin to record what you find, or ask the partner once more.", 4, claimOf("Sara Okafor"), 2],
  ["RX-5W1N-E4Z4", "undo_stopped", "Prescription: ScriptLine did not confirm the undo in 20 tries", "Retry this undo", "when ScriptLine answers again, or ask an admin to record that it was done by hand.", 12, null, 0],
  ["RX-6MPT-0VKQ", "needs_a_person", "Dockside cannot take our request for this order", "Tell an operator.", "Retry when it is mended, or undo the order.", 28, claimOf("Luis Marek"), 1],
  ["RX-4F8C-31TH", "needs_a_person", "The stock did not come about: every try is used", "Retry", "when the partner works again, or undo the order. The reference stays the same, so nothing can be made twice.", 41, claimOf("Dana Kessler", true), 0],
  ["RX-8YB2-K60D", "customer_not_told", "The order is cancelled, but the customer does not know it", "Phone the customer", "and tell them how the order ended.", 52, null, 0],
  ["RX-M8D0-2PJP", "needs_a_person", "ScriptLine does not let us in", "Tell an operator", "to check our key and account at ScriptLine.", 96, null, 0],
];

const row = ([orderNumber, status, headline, lead, rest, left, claim, notes]: Line): InboxRow => ({
  orderNumber,
  orderUuid: `order ${orderNumber}`,
  sagaUuid: `saga ${orderNumber}`,
  status: { status, progress: null },
  headline,
  next: { lead, rest },
  dueAt: after(left * MINUTE),
  claim,
  notes,
});

export const inbox: InboxPage = {
  items: lines.map(row),
  nextCursor: null,
  nextLimit: null,
  asOf: MOMENT,
};

export const emptyInbox: InboxPage = {
  items: [],
  nextCursor: null,
  nextLimit: { orderNumber: "RX-3KXE-5J02", at: after(53 * MINUTE) },
  asOf: MOMENT,
};

const none = { count: 0, atLeast: false };
export const emptyInboxCounts: InboxCounts = {
  counts: { all: none, mine: none, unclaimed: none },
  asOf: MOMENT,
};

export const inboxCounts: InboxCounts = {
  counts: {
    all: { count: 7, atLeast: false },
    mine: { count: 1, atLeast: false },
    unclaimed: { count: 4, atLeast: false },
  },
  asOf: MOMENT,
};
