import type { Db } from "#db/client";
import { findOrderUuid, readOrderContents } from "#db/queries/order-contents";
import { countRevealsOfHour, keepReveal, type NewReveal } from "#db/queries/reveals";
import { AppError } from "#server/errors";
import type { Log } from "#server/log";
import { PURPOSES } from "./purposes.ts";
import { revealedCustomer } from "./revealed-customer.ts";
import type { RevealedCustomer } from "./views.ts";

export const REVEAL_MINUTES = 5;
/** More than the calls that one person takes in an hour: worth a look by somebody else. */
const MANY_AN_HOUR = 20;

/**
 * Shows the personal data of one order to one person for one purpose. The record
 * is committed before any of it is read: what cannot be recorded is not shown.
 */
export async function revealCustomer(
  { db, log }: { db: Db; log: Pick<Log, "info" | "warn"> },
  wish: Omit<NewReveal, "minutes">,
): Promise<RevealedCustomer> {
  const orderUuid = await findOrderUuid(db, wish.sagaUuid);
  if (orderUuid === undefined) throw new AppError("not_found", "There is no such order.");

  const reveal = await keepReveal(db, { ...wish, minutes: REVEAL_MINUTES });
  if (reveal.actorId !== wish.actorId || reveal.sagaUuid !== wish.sagaUuid) {
    throw new AppError("forbidden", "This was revealed by somebody else, or for another order.");
  }
  if (reveal.isOver) {
    throw new AppError("forbidden", `The ${REVEAL_MINUTES} minutes of this reveal are over.`);
  }
  await tellOfMany({ db, log }, wish);

  const contents = await readOrderContents(db, orderUuid);
  if (!contents) throw new AppError("not_found", "There is no such order.");
  return revealedCustomer(contents, PURPOSES[reveal.purpose].parts, reveal.until);
}

/** Ids and numbers only, as in every line of the log. */
async function tellOfMany(
  { db, log }: { db: Db; log: Pick<Log, "info" | "warn"> },
  { actorId, sagaUuid, purpose }: Omit<NewReveal, "minutes">,
): Promise<void> {
  const ofHour = await countRevealsOfHour(db, actorId);
  log.info({ actorId, sagaUuid, purpose }, "customer.revealed");
  if (ofHour >= MANY_AN_HOUR) log.warn({ actorId, ofHour }, "customer.many_revealed");
}
