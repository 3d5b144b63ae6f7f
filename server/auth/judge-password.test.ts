import { describe, expect, test } from "vitest";
import { judgePassword } from "./judge-password.ts";
import { newPassword } from "./passwords.ts";

const owner = { email: "dana.kessler@pharmacy.example", name: "Dana Kessler", current: "old" };

describe("a new password", () => {
  test.each([
    ["a long new pass phrase", null],
    ["four words without spaces".replaceAll(" ", ""), null],
    ["my aunt Kessler keeps nine brown goats", null],
    ["fourteen chars", "too_short"],
    ["x".repeat(129), "too_long"],
    ["aaaaaaaaaaaaaaaaaaaa", "too_simple"],
    ["abababababababababab", "too_simple"],
    ["abcdefghijklmnopqrst", "too_simple"],
    ["98765432109876543210", "too_simple"],
    ["DanaKessler2026!", "names_you"],
    ["backstitchbackstitch!x7", "names_you"],
  ])("%s is judged %s", (password, fault) => {
    expect(judgePassword(password, owner)).toBe(fault);
  });

  test("that is the one before changes nothing, however it was typed", () => {
    const current = "caf\u00e9 on the corner";
    expect(judgePassword("cafe\u0301 on the corner", { ...owner, current })).toBe("unchanged");
  });

  test("that the system made is always good", () => {
    for (let each = 0; each < 200; each += 1) {
      expect(judgePassword(newPassword(), owner)).toBeNull();
    }
  });
});
