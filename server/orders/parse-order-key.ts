import type { OrderKey } from "#db/queries/orders";
import { AppError } from "#server/errors";
import { parseOrderNumber, parseUuid } from "#server/ids";

/** What an order is called from outside: its uuid or its number. */
export function parseOrderKey(
  idOrNumber: string,
): OrderKey | { type: "none"; isMistyped: boolean } {
  const orderUuid = parseUuid(idOrNumber);
  if (orderUuid !== null) return { type: "uuid", orderUuid };
  const parsed = parseOrderNumber(idOrNumber);
  return parsed.type === "order_number"
    ? { type: "number", orderNumber: parsed.orderNumber }
    : { type: "none", isMistyped: parsed.type === "mistyped" };
}

/** The same for whoever can only be told that there is no such order. */
export function requireOrderKey(idOrNumber: string): OrderKey {
  const key = parseOrderKey(idOrNumber);
  if (key.type !== "none") return key;
  throw new AppError(
    "not_found",
    key.isMistyped
      ? "The order number is mistyped: its check symbol does not fit."
      : "There is no such order.",
  );
}
