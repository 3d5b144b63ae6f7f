import { describe, expect, test } from "vitest";
import { partnerIdentifier } from "./reference.ts";

describe("a partner's own id", () => {
  test.each(["rx_01HZX", "1Z999AA10123456784", "Lieferung/2031-7", "ü"])("may be %j", (id) => {
    expect(partnerIdentifier.safeParse(id).success).toBe(true);
  });

  test.each([
    ["empty", ""],
    ["with a space", "rx 1"],
    ["with a control character", "rx\u001f1"],
    ["with a NUL", "rx\u00001"],
    ["with an invisible mark", "rx\u200b1"],
    ["endless", "x".repeat(201)],
  ])("is not taken %s", (_, id) => {
    expect(partnerIdentifier.safeParse(id).success).toBe(false);
  });
});
