import type { Db, DbOrTx } from "#db/client";
import { findPartnerAction, insertPartnerAction } from "#db/queries/partners";
import { AppError } from "#server/errors";
import type { PartnerName } from "#server/partners/types";
import type { ActionReason } from "../order-actions/views.ts";

export type PartnerWish = {
  /** Made by the page; the same one again gives the same answer. */
  actionId: string;
  partner: PartnerName;
  by: string;
  reason: ActionReason;
  note: string | null;
};

/** Carries a wish out and keeps who had it and why, in one transaction and once per action id. */
export async function recordPartnerAction(
  db: Db,
  kind: "hold" | "release",
  { actionId, partner, by, reason, note }: PartnerWish,
  carryOut: (tx: DbOrTx) => Promise<boolean>,
): Promise<{ changed: boolean }> {
  return db.transaction(async (tx) => {
    const before = await findPartnerAction(tx, actionId);
    if (before) {
      const isSame = before.kind === kind && before.partner === partner && before.actorId === by;
      if (isSame) return { changed: before.changed };
      throw new AppError("invalid_request", "This action id belongs to another action.");
    }
    const changed = await carryOut(tx);
    const row = { actionId, partner, kind, actorId: by, reasonCode: reason, note, changed };
    if (await insertPartnerAction(tx, row)) return { changed };
    // A twin of this very request was faster; it is answered by the next try.
    throw new AppError("unavailable", "The same request is being worked on.", {
      retryAfterSeconds: 1,
    });
  });
}
