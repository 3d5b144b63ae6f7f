import type { Db } from "#db/client";
import { markPartnerHeld } from "#db/queries/partners";
import type { Log } from "#server/log";
import { type PartnerWish, recordPartnerAction } from "./record-partner-action.ts";

/** No calls to this partner from now on, in either direction. Its orders wait and lose nothing. */
export async function holdPartner(
  { db, log }: { db: Db; log: Pick<Log, "info"> },
  wish: PartnerWish,
): Promise<{ changed: boolean }> {
  const result = await recordPartnerAction(db, "hold", wish, (tx) =>
    markPartnerHeld(tx, { partner: wish.partner, by: wish.by, reason: wish.reason }),
  );
  const { partner, by, reason } = wish;
  if (result.changed) log.info({ partner, actorId: by, reason }, "partner.held");
  return result;
}
