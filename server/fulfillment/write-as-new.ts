import { type DatabaseClock, keepMoment } from "./batch-clock.ts";
import { claimAllKeys } from "./claim-keys.ts";
import { insertAllOrderRows } from "./insert-order-rows.ts";
import type { LaneTx } from "./lane.ts";
import type { PlaceSubmission, Submission } from "./submissions.ts";

/** For more at once a round trip is little, and one twin among them would cost them all a second try. */
const FEW = 8;

/**
 * A few orders that are to be placed and nothing else: surely new, nearly always.
 * Answers the moment at which they are; null where their keys must be asked for first.
 */
export function momentOfNew(
  submissions: readonly Submission[],
  { clock, trustSeen }: { clock: DatabaseClock; trustSeen: boolean },
): number | null {
  if (!trustSeen || submissions.length > FEW) return null;
  const sagaUuids = submissions.flatMap((s) => (s.type === "place" ? [s.order.sagaUuid] : []));
  const isAll = new Set(sagaUuids).size === submissions.length;
  return isAll ? clock.now() : null;
}

/**
 * Claims the keys and writes the orders without waiting to hear that they are new.
 * If one is not, all of it fails, and the batch goes again with questions asked.
 */
export async function writeAsNew(
  tx: LaneTx,
  places: readonly PlaceSubmission[],
  now: number,
): Promise<void> {
  await Promise.all([
    claimAllKeys(tx, places),
    keepMoment(tx, now),
    insertAllOrderRows(tx, places),
  ]);
}
