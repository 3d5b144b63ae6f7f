import { expect, test } from "vitest";
import { newOrderNumber } from "#server/ids";
import { nearOrderNumbers } from "./near-order-numbers.ts";

const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Where the symbols of `RX-XXXX-XXXX` stand. */
const PLACES = [3, 4, 5, 6, 8, 9, 10, 11];

test("a wrong symbol in any place leads back to the number that was meant", () => {
  const right = newOrderNumber((below) => below - 9);
  for (const at of PLACES) {
    for (const symbol of SYMBOLS) {
      const typed = right.slice(0, at) + symbol + right.slice(at + 1);
      if (typed !== right) expect(nearOrderNumbers(typed)).toContain(right);
    }
  }
});

test("two symbols that changed places lead back to it as well", () => {
  const draws = [1, 5, 9, 13, 17, 21, 25];
  const right = newOrderNumber(() => draws.pop() ?? 0);
  for (const at of [3, 4, 5, 8, 9, 10]) {
    const swapped = right.charAt(at + 1) + right.charAt(at);
    const typed = right.slice(0, at) + swapped + right.slice(at + 2);
    if (typed !== right) expect(nearOrderNumbers(typed)).toContain(right);
  }
});
