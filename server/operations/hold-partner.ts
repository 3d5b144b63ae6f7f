import type { DbOrTx } from "#db/client";
import { markPartnerHeld } from "#db/queries/operations";
import type { Log } from "#server/log";
import type { PartnerName } from "#server/partners/types";
import type { ActionReason } from "./views.ts";

/** No calls to this partner from now on, in either direction. Its orders wait and lose nothing. */
export async function holdPartner(
  { db, log }: { db: DbOrTx; log: Pick<Log, "info"> },
  hold: { partner: PartnerName; by: string; reason: ActionReason },
): Promise<void> {
  await markPartnerHeld(db, hold);
  log.info({ partner: hold.partner, actorId: hold.by, reason: hold.reason }, "partner.held");
}
