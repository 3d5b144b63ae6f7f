import type { DbOrTx } from "#db/client";
import { type ClaimRow, readOpenClaims } from "#db/queries/claims";
import { findNextLimit } from "#db/queries/inbox";
import { countNotes } from "#db/queries/notes";
import { readClock, readShownOrders, type ShownOrderRow } from "#db/queries/sagas";
import type { Policy } from "#server/saga/policy";
import { orderCard } from "../card/order-card.ts";
import { claimView } from "../claims/claim-view.ts";
import { readPartnerStanding } from "../partners/read-partner-standing.ts";
import { liveStatus } from "../situation/live-status.ts";
import type { Situation } from "../situation/situation.ts";
import { situationOfRow } from "../situation/situation-of-row.ts";
import type { LiveStatus } from "../situation/views.ts";
import { decodeInboxCursor, encodeInboxCursor, START } from "./inbox-cursor.ts";
import { readInboxKeys } from "./read-inbox-keys.ts";
import type { InboxOwnerFilter, InboxPage, InboxRow } from "./views.ts";

export type InboxQuestion = {
  owner: InboxOwnerFilter;
  cursor: string | null;
  limit: number;
  /** Whose orders are "mine"; null where the list is the same for everybody. */
  viewerId: string | null;
};

/** A page of the inbox with its claims as they stand, before it is known who looks at it. */
export type InboxRead = Omit<InboxPage, "items"> & { items: ReadRow[] };
type ReadRow = Omit<InboxRow, "claim"> & { claim: ClaimRow | null };

/** One page of what waits for a person, in the order of time left. */
export async function readInbox(
  { db, policy }: { db: DbOrTx; policy: Policy },
  { owner, cursor, limit, viewerId }: InboxQuestion,
): Promise<InboxRead> {
  const place = cursor === null ? START : decodeInboxCursor(cursor, owner);
  const [keys, now, standing] = await Promise.all([
    readInboxKeys(db, { place, owner, viewerId, limit }),
    readClock(db),
    readPartnerStanding(db),
  ]);
  const rows = await readInOrder(db, keys.sagaIds);
  const sagaUuids = rows.map(({ saga }) => saga.saga_uuid);
  const [claims, notes, next] = await Promise.all([
    readOpenClaims(db, sagaUuids),
    countNotes(db, sagaUuids),
    rows.length === 0 && cursor === null && owner === "all" ? findNextLimit(db) : undefined,
  ]);
  const claimOf = new Map(claims.map((claim) => [claim.sagaUuid, claim]));
  return {
    items: rows.flatMap((row) => {
      const situation = situationOfRow(row, { now, policy, ...standing });
      const claim = claimOf.get(row.saga.saga_uuid) ?? null;
      return inboxRow(row, situation, { claim, notes: notes.get(row.saga.saga_uuid) ?? 0 });
    }),
    nextCursor: keys.next && encodeInboxCursor(keys.next, owner),
    nextLimit: next ? { orderNumber: next.orderNumber, at: next.deadlineAt.toISOString() } : null,
    asOf: new Date(now).toISOString(),
  };
}

/** The same page as one person sees it. */
export const inboxSeenBy = (read: InboxRead, viewerId: string): InboxPage => ({
  ...read,
  items: rowsSeenBy(read.items, viewerId),
});

export const rowsSeenBy = (rows: readonly ReadRow[], viewerId: string): InboxRow[] =>
  rows.map((row) => ({ ...row, claim: row.claim && claimView(row.claim, viewerId) }));

async function readInOrder(db: DbOrTx, sagaIds: readonly number[]): Promise<ShownOrderRow[]> {
  const rows = new Map((await readShownOrders(db, sagaIds)).map((row) => [row.id, row]));
  return sagaIds.flatMap((id) => rows.get(id) ?? []);
}

const WAITS_FOR_A_PERSON: readonly LiveStatus[] = [
  "needs_a_person",
  "undo_stopped",
  "undo_refused",
  "customer_not_told",
];

/** Empty for an order that moved on between the two looks at it. */
function inboxRow(
  { order }: ShownOrderRow,
  situation: Situation,
  { claim, notes }: Pick<ReadRow, "claim" | "notes">,
): ReadRow[] {
  const { saga, policy } = situation;
  const status = liveStatus(situation);
  if (!WAITS_FOR_A_PERSON.includes(status.status)) return [];
  const card = orderCard(situation);
  return [
    {
      orderNumber: order.orderNumber,
      orderUuid: order.orderUuid,
      sagaUuid: saga.sagaUuid,
      status,
      headline: card.headline,
      next: card.yourPart,
      dueAt: new Date(saga.startedAt + policy.deadlineMs).toISOString(),
      claim,
      notes,
    },
  ];
}
