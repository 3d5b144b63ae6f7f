import type { Db } from "#db/client";
import { markPartnerReleased } from "#db/queries/partners";
import type { Log } from "#server/log";
import { type PartnerWish, recordPartnerAction } from "./record-partner-action.ts";

/**
 * Lets a partner's orders go on: a worker resumes those that waited, each with a
 * fresh deadline, and then calls leave again. A partner that was not on hold
 * stays as it is.
 */
export async function releasePartner(
  { db, log }: { db: Db; log: Pick<Log, "info"> },
  wish: PartnerWish,
): Promise<{ changed: boolean }> {
  const result = await recordPartnerAction(db, "release", wish, (tx) =>
    markPartnerReleased(tx, wish.partner),
  );
  const { partner, by, reason } = wish;
  if (result.changed) log.info({ partner, actorId: by, reason }, "partner.release_asked");
  return result;
}
