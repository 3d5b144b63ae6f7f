import { expect, test } from "vitest";
import { reportOffenders, reportTable } from "./report-table.ts";
import { verdict } from "./verdicts.ts";

const lost = verdict("lost orders", "7", {
  allowed: "0",
  offenders: Array.from({ length: 7 }, (_, index) => `RX-${index + 1}`),
});
const sections = [
  { title: "orders", verdicts: [verdict("orders placed", "10"), lost] },
  { title: "healing", verdicts: [verdict("web killed", "1.0 s", { allowed: "< 10.0 s" })] },
];

test("the table marks what did not hold, and nothing else", () => {
  const marked = reportTable(sections)
    .split("\n")
    .filter((line) => line.endsWith("FAILED"));
  expect(marked.map((line) => line.trim().replace(/ +/g, " "))).toEqual(["lost orders 7 0 FAILED"]);
});

test("beneath it the first offenders are named, and how many more there are", () => {
  expect(reportOffenders(sections).split("\n")).toEqual([
    "lost orders:",
    "  RX-1",
    "  RX-2",
    "  RX-3",
    "  RX-4",
    "  RX-5",
    "  and 2 more",
  ]);
});
