import type { DbOrTx } from "#db/client";
import {
  type InboxKey,
  type InboxPlace,
  readClaimedKeys,
  readParkedKeys,
  readUntoldKeys,
} from "#db/queries/inbox";
import type { InboxOwnerFilter } from "./views.ts";

type Page = { place: InboxPlace; owner: InboxOwnerFilter; viewerId: string | null; limit: number };

/** The keys of one page, most urgent first, and the place after them; null when nothing follows. */
export async function readInboxKeys(
  db: DbOrTx,
  { place, owner, viewerId, limit }: Page,
): Promise<{ sagaIds: number[]; next: InboxPlace | null }> {
  // One more than asked for tells whether a next page exists.
  const more = limit + 1;
  if (owner === "mine") {
    if (viewerId === null) throw new Error("Bug: nobody asks for what is theirs");
    const keys = await readClaimedKeys(db, { place, actorId: viewerId, limit: more });
    return cut(keys, place, limit);
  }
  const query = { place, owner: { type: owner }, limit: more };
  const [parked, untold] = await Promise.all([
    readParkedKeys(db, query),
    readUntoldKeys(db, query),
  ]);
  return cut(merge(parked, untold), place, limit);
}

/** Two lists, each in its own order, as one: an order that was placed earlier comes first. */
function merge(a: readonly InboxKey[], b: readonly InboxKey[]): InboxKey[] {
  const merged: InboxKey[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [left, right] = [a[i], b[j]];
    if (left === undefined) return [...merged, ...b.slice(j)];
    if (right === undefined) return [...merged, ...a.slice(i)];
    if (left.startedAt.getTime() <= right.startedAt.getTime()) {
      merged.push(left);
      i += 1;
    } else {
      merged.push(right);
      j += 1;
    }
  }
}

function cut(keys: readonly InboxKey[], place: InboxPlace, limit: number) {
  const shown = keys.slice(0, limit);
  const last = {
    sagaId: shown.findLast(({ orderId }) => orderId === 0)?.sagaId ?? place.sagaId,
    orderId: shown.findLast(({ orderId }) => orderId > 0)?.orderId ?? place.orderId,
  };
  return {
    sagaIds: shown.map(({ sagaId }) => sagaId),
    next: keys.length > limit ? last : null,
  };
}
