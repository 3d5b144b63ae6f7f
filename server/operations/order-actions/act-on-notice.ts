import type { DbOrTx } from "#db/client";
import { findSagaStanding } from "#db/queries/sagas";
import { AppError } from "#server/errors";
import type { CommandSubmission } from "#server/fulfillment/submissions";
import type { Policy } from "#server/saga/policy";
import { applyCommand, type CommandCommitter } from "./apply-command.ts";
import type { ActionResult } from "./views.ts";

type Wish = Pick<CommandSubmission, "sagaUuid" | "actionId" | "revision" | "reasonCode" | "note">;

/**
 * The customer does not know how the order ended: a person has told them by phone,
 * or wants the message sent once more, however often that is asked for.
 */
export async function actOnNotice(
  services: { db: DbOrTx; committer: CommandCommitter; policy: Policy },
  actorId: string,
  type: "told_by_phone" | "resend_notice",
  wish: Wish,
): Promise<ActionResult> {
  const row = await findSagaStanding(services.db, wish.sagaUuid);
  if (!row) throw new AppError("not_found", "There is no such order.");
  const command = { type, orderUuid: row.order.orderUuid } as const;
  return applyCommand(services, { type: "command", actorId, ...wish, command });
}
