import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newOrderNumber, newUuid, parseOrderNumber, parseUuid } from "./ids.ts";

const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const orderNumber = fc
  .array(fc.nat({ max: 31 }), { minLength: 7, maxLength: 7 })
  .map((draws) => newOrderNumber(() => draws.pop() ?? 0));
const position = fc.nat({ max: 7 }).map((index) => (index < 4 ? index + 3 : index + 4));

describe("an order number", () => {
  test("has the form RX-XXXX-XXXX", () => {
    fc.assert(
      fc.property(orderNumber, (number) => {
        expect(number).toMatch(/^RX-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      }),
    );
  });

  test("is read back in any case, spacing and spelling of its digits", () => {
    fc.assert(
      fc.property(orderNumber, fc.constantFrom("", " ", "-", "\u2013"), (number, gap) => {
        const spoken = number.toLowerCase().replaceAll("-", gap).replaceAll("0", "o");
        expect(parseOrderNumber(` ${spoken.replaceAll("1", "l")} `)).toEqual({
          type: "order_number",
          orderNumber: number,
        });
      }),
    );
  });

  test("with one wrong symbol is mistyped", () => {
    fc.assert(
      fc.property(orderNumber, position, fc.nat({ max: 31 }), (number, at, draw) => {
        const wrong = SYMBOLS.charAt(draw);
        fc.pre(wrong !== number.charAt(at));
        expect(parseOrderNumber(number.slice(0, at) + wrong + number.slice(at + 1))).toEqual({
          type: "mistyped",
        });
      }),
    );
  });

  test("with two neighbours swapped is mistyped, unless they are 0 and Z", () => {
    fc.assert(
      fc.property(orderNumber, fc.nat({ max: 6 }), (number, at) => {
        const body = number.slice(3).replace("-", "");
        const [left, right] = [body.charAt(at), body.charAt(at + 1)];
        fc.pre(left !== right && !["0Z", "Z0"].includes(left + right));
        const swapped = body.slice(0, at) + right + left + body.slice(at + 2);
        expect(parseOrderNumber(swapped).type).toBe("mistyped");
      }),
    );
  });

  test.each(["", "RX", "RX-12", "RX-1234-56789", "order 12345678", "RX-1234-567é"])(
    "is not seen in %j",
    (text) => expect(parseOrderNumber(text)).toEqual({ type: "not_an_order_number" }),
  );

  test("with a U, which is no symbol, is mistyped", () => {
    expect(parseOrderNumber("RX-UUUU-UUUU")).toEqual({ type: "mistyped" });
  });
});

describe("a uuid", () => {
  test("is of version 7 and carries its millisecond", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 31 }), (seconds) => {
        const uuid = newUuid(seconds * 1000);
        expect(uuid).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
        expect(Number.parseInt(uuid.replaceAll("-", "").slice(0, 12), 16)).toBe(seconds * 1000);
        expect(parseUuid(uuid.toUpperCase())).toBe(uuid);
      }),
    );
  });

  test("is never made twice", () => {
    const made = Array.from({ length: 10_000 }, () => newUuid(0));
    expect(new Set(made).size).toBe(made.length);
  });

  test.each(["", "not-a-uuid", "00000000-0000-0000-0000-000000000000"])(
    "is not seen in %j",
    (text) => expect(parseUuid(text)).toBeNull(),
  );
});
