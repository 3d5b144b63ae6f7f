import type { DbOrTx } from "#db/client";
import { findSagaStanding } from "#db/queries/sagas";
import { AppError } from "#server/errors";
import type { CommandSubmission } from "#server/fulfillment/submissions";
import type { Policy } from "#server/saga/policy";
import { applyCommand, type CommandCommitter } from "./apply-command.ts";
import type { ActionResult } from "./views.ts";

type Wish = Pick<CommandSubmission, "sagaUuid" | "actionId" | "revision" | "reasonCode" | "note">;

/** A person has told the customer how the order ended. */
export async function recordTold(
  services: { db: DbOrTx; committer: CommandCommitter; policy: Policy },
  actorId: string,
  wish: Wish,
): Promise<ActionResult> {
  const row = await findSagaStanding(services.db, wish.sagaUuid);
  if (!row) throw new AppError("not_found", "There is no such order.");
  const { orderUuid } = row.order;
  const command = { type: "told_by_phone", orderUuid } as const;
  return applyCommand(services, { type: "command", actorId, ...wish, command });
}
