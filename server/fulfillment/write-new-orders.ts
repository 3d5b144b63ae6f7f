import { forgetKeys, type KeyClaims } from "./claim-keys.ts";
import { insertOrderRows } from "./insert-order-rows.ts";
import type { LaneTx } from "./lane.ts";
import type { PlaceSubmission } from "./submissions.ts";

/**
 * Writes the rows of every order whose key was claimed, and answers those of
 * which none could be made. A place that is refused leaves nothing behind, its key
 * included.
 */
export async function writeNewOrders(
  tx: LaneTx,
  places: readonly PlaceSubmission[],
  { claims, now }: { claims: KeyClaims; now: number },
): Promise<PlaceSubmission[]> {
  if (places.length === 0) return [];
  const claimed = places.filter((place) => claims.has(place));
  const made = await insertOrderRows(tx, claimed, now);
  await forgetKeys(
    tx,
    claimed.filter(({ order }) => !made.has(order.orderUuid)),
  );
  return places.filter(({ order }) => !made.has(order.orderUuid));
}
