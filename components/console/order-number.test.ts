import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newOrderNumber, parseOrderNumber } from "#server/ids";
import { recogniseOrderNumber } from "./order-number.ts";

describe("what the find box makes of the typing", () => {
  test("an order number as the server makes them is recognised in any spelling", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat({ max: 31 })), (draws) => {
        const orderNumber = newOrderNumber(() => draws.next().value);
        const spoken = ` ${orderNumber.toLowerCase().replaceAll("-", " ").replaceAll("0", "o")}`;
        expect(recogniseOrderNumber(spoken)).toEqual({ type: "order_number", orderNumber });
        expect(recogniseOrderNumber(orderNumber.slice(3))).toEqual({
          type: "order_number",
          orderNumber,
        });
      }),
    );
  });

  test("it agrees with the server on every slip of one symbol", () => {
    const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.nat({ max: 31 })),
        fc.constantFrom(3, 4, 5, 6, 8, 9, 10, 11),
        fc.nat({ max: 31 }),
        (draws, at, draw) => {
          const right = newOrderNumber(() => draws.next().value);
          const typed = right.slice(0, at) + symbols.charAt(draw) + right.slice(at + 1);
          expect(recogniseOrderNumber(typed).type).toBe(parseOrderNumber(typed).type);
        },
      ),
    );
  });

  test("a number that begins with RX itself is not taken for a prefix and its half", () => {
    const found = { type: "order_number", orderNumber: "RX-RX1E-KP3Z" };
    expect(recogniseOrderNumber("RX1EKP3Z")).toEqual(found);
    expect(recogniseOrderNumber("RX-RX1E-KP3Z")).toEqual(found);
    expect(recogniseOrderNumber("RX-7K3M-92")).toEqual({ type: "unfinished" });
  });

  test("half a number is unfinished, and nothing is nothing", () => {
    expect(recogniseOrderNumber("rx 7k3")).toEqual({ type: "unfinished" });
    expect(recogniseOrderNumber("  ")).toEqual({ type: "nothing" });
  });
});
