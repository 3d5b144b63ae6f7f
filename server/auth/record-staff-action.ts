import type { DbOrTx } from "#db/client";
import { insertStaffAction, type StaffActionKind } from "#db/queries/staff-actions";
import { newUuid } from "#server/ids";

/** Keeps who did what to which account, key or partner: in the transaction that does it, or not at all. */
export async function recordStaffAction(
  db: DbOrTx,
  action: {
    kind: StaffActionKind;
    by: string;
    subject: string;
    details?: Record<string, string | number | null>;
  },
): Promise<void> {
  const { kind, by, subject, details = {} } = action;
  await insertStaffAction(db, { actionId: newUuid(), kind, actorId: by, subject, details });
}
