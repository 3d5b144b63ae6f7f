import { describe, expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a cursor", () => {
  test("leads back to its row in its own list", () => {
    const place = { id: 42, deadlineMs: 1_764_000_000_123 };
    expect(decodeCursor(encodeCursor(place, "completed"), "completed")).toEqual(place);
  });

  test.each([
    ["of another list", encodeCursor({ id: 42, deadlineMs: null }, "completed")],
    ["of another version", base64({ v: 1, k: 1, f: "all" })],
    ["with a key that is no id", base64({ v: 2, k: "1; drop", d: null, f: "all" })],
    ["with more than it should hold", base64({ v: 2, k: 1, d: null, f: "all", x: 1 })],
    ["that is no JSON", "%%%"],
    ["that is empty", ""],
  ])("%s is refused", (_, cursor) => {
    expect(() => decodeCursor(cursor, "all")).toThrow(
      expect.objectContaining({ code: "invalid_cursor" }),
    );
  });
});
