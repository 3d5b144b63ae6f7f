import type { ClaimRow } from "#db/queries/claims";
import type { ClaimView } from "./views.ts";

/** An account that is gone keeps its claim until it runs out. */
const GONE = "A former colleague";

export function claimView(row: ClaimRow, viewerId: string | null): ClaimView {
  return {
    claimId: row.claimId,
    ownerName: row.actorName ?? GONE,
    mine: row.actorId === viewerId,
    since: row.claimedAt.toISOString(),
    until: row.expiresAt.toISOString(),
    takenOver:
      row.takenFrom === null || row.note === null
        ? null
        : { from: row.takenFromName ?? GONE, note: row.note },
  };
}
