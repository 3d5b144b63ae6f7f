import { forgetKeys, type KeyClaims } from "./claim-keys.ts";
import type { LaneTx } from "./lane.ts";
import type { PlaceSubmission } from "./submissions.ts";

/**
 * Answers the places of which no order could be made. One that is refused leaves
 * nothing behind, its key included.
 */
export async function refusePlaces(
  tx: LaneTx,
  places: readonly PlaceSubmission[],
  { claims, made }: { claims: KeyClaims; made: ReadonlySet<string> },
): Promise<PlaceSubmission[]> {
  const refused = places.filter(({ order }) => !made.has(order.orderUuid));
  await forgetKeys(
    tx,
    refused.filter((place) => claims.has(place)),
  );
  return refused;
}
