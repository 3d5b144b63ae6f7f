import { expect, test } from "vitest";
import { fullScanOf } from "./query-plans.ts";

const node = (type: string, table: string, rows: number, removed = 0) => ({
  "Node Type": type,
  "Relation Name": table,
  "Actual Rows": rows,
  "Actual Loops": 1,
  "Rows Removed by Filter": removed,
});

test("a growing table that is read from end to end is told, what was thrown away included", () => {
  expect(fullScanOf(node("Parallel Seq Scan", "orders", 5, 20_000))).toEqual([
    "reads all 20005 rows of orders",
  ]);
});

test("what is small, does not grow, or is read by an index may be read whole", () => {
  expect(fullScanOf(node("Seq Scan", "orders", 9_000))).toEqual([]);
  expect(fullScanOf(node("Seq Scan", "users", 90_000))).toEqual([]);
  expect(fullScanOf(node("Index Scan", "orders", 50_000))).toEqual([]);
});
