import type { DbOrTx } from "#db/client";
import { findSagaStanding } from "#db/queries/sagas";
import { AppError } from "#server/errors";

export async function requireOrder(db: DbOrTx, sagaUuid: string): Promise<void> {
  const row = await findSagaStanding(db, sagaUuid);
  if (!row) throw new AppError("not_found", "There is no such order.");
}
