import type { DbOrTx } from "#db/client";
import { findOrderWithSagas } from "#db/queries/orders";
import { AppError } from "#server/errors";
import { parseOrderKey } from "./parse-order-key.ts";

/**
 * The uuid of the client's own order that a new one may replace: only a cancelled
 * one, so that nothing is sent twice. A cancelled order never becomes another.
 */
export async function findReplaceable(
  db: DbOrTx,
  clientId: string,
  idOrNumber: string,
): Promise<string> {
  const key = parseOrderKey(idOrNumber);
  const rows = key.type === "none" ? [] : await findOrderWithSagas(db, clientId, key);
  const latest = rows.at(-1);
  if (!latest) throw refuse("unknown_order", "replacesOrderId is none of your orders.");
  if (latest.saga.state !== "CANCELLED") {
    throw refuse(
      "not_cancelled",
      "replacesOrderId is an order that is not cancelled. Cancel it first and wait until it is.",
    );
  }
  return latest.orderUuid;
}

function refuse(code: string, message: string): AppError {
  return new AppError("invalid_request", message, {
    errors: [{ pointer: "/replacesOrderId", code }],
  });
}
