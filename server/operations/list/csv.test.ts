import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";

test("cells with commas, quotes and breaks stay one cell", () => {
  expect(csvLine(["a,b", 'say "x"', "two\nlines", null])).toBe(
    '"a,b","say ""x""","two\nlines",\r\n',
  );
});

test.each(["=1+1", "+1", "-1", "@sum", "\tx"])("%j is not run as a formula", (cell) => {
  expect(csvLine([cell])).toMatch(/^"?'/);
});
