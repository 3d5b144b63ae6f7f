import type { DbOrTx } from "#db/client";
import { markPartnerReleased } from "#db/queries/operations";
import type { Log } from "#server/log";
import type { PartnerName } from "#server/partners/types";
import type { ActionReason } from "./views.ts";

/** Calls go out again. A partner that was not on hold stays as it is. */
export async function releasePartner(
  { db, log }: { db: DbOrTx; log: Pick<Log, "info"> },
  release: { partner: PartnerName; by: string; reason: ActionReason },
): Promise<void> {
  const releasedCount = await markPartnerReleased(db, release.partner);
  if (releasedCount === 0) return;
  const { partner, by, reason } = release;
  log.info({ partner, actorId: by, reason }, "partner.released");
}
