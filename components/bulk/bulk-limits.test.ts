import { expect, test } from "vitest";
import { mayUndo } from "#server/operations/bulk/bulk-words";
import { BULK_MOST as SERVER_MOST } from "#server/operations/bulk/views";
import { BULK_MOST, whyNotBulk } from "./bulk-limits.ts";

test("a button refuses what the server would refuse, in its words", () => {
  expect(BULK_MOST).toBe(SERVER_MOST);
  for (const kind of ["retry", "undo"] as const) {
    for (const role of ["support", "admin"] as const) {
      for (const count of [1, 20, 21, BULK_MOST]) {
        const may = mayUndo({ kind, count, role });
        expect(whyNotBulk({ kind, count, role })).toBe(may.allowed ? null : may.because);
      }
    }
  }
});

test("more than one operation holds is refused whoever asks", () => {
  expect(whyNotBulk({ kind: "retry", count: BULK_MOST + 1, role: "admin" })).not.toBeNull();
});
