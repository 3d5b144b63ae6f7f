import { expect, test } from "vitest";
import { zoneName } from "./format-instant.ts";
import { parseZone, zones } from "./zones.ts";

test("every zone to choose from has a short name, in winter and in summer", () => {
  for (const { zone } of zones) {
    for (const at of ["2026-01-15T12:00:00Z", "2026-07-15T12:00:00Z"]) {
      expect(zoneName(new Date(at), zone ?? undefined)).toMatch(/^[A-Z]{2,5}$/);
    }
  }
});

test("a cookie that names none of them is as good as none", () => {
  expect(parseZone("America/Denver")).toBe("America/Denver");
  expect(parseZone("Mars/Olympus")).toBeNull();
  expect(parseZone("")).toBeNull();
  expect(parseZone(undefined)).toBeNull();
});
