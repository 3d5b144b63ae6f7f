import { describe, expect, test } from "vitest";
import { safeNext } from "./safe-next.ts";

describe("where a person goes after signing in", () => {
  test("is the page that was asked for", () => {
    expect(safeNext("/orders/RX-7K3M-92QF?show=events")).toBe("/orders/RX-7K3M-92QF?show=events");
  });

  test.each([
    [undefined],
    [["/orders", "/x"]],
    ["https://evil.example"],
    ["//evil.example/orders"],
    ["/\\evil.example"],
    ["/\t/evil.example"],
    ["/sign-in?next=/orders"],
    ["orders"],
  ])("is the overview when asked for %j", (next) => {
    expect(safeNext(next)).toBe("/overview");
  });
});
