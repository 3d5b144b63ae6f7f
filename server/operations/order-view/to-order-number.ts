import { AppError } from "#server/errors";
import { parseOrderNumber } from "#server/ids";

/** An order number in any spelling, as it is stored. */
export function toOrderNumber(text: string): string {
  const parsed = parseOrderNumber(text);
  switch (parsed.type) {
    case "order_number":
      return parsed.orderNumber;
    case "mistyped":
      throw new AppError(
        "not_found",
        "The order number is mistyped: its check symbol does not fit.",
      );
    case "not_an_order_number":
      throw new AppError("not_found", "There is no such order.");
  }
}
