import { expect, test } from "vitest";
import { fullScansOf } from "./query-plans.ts";

const node = (type: string, table: string, rows: number, removed = 0) => ({
  "Node Type": type,
  "Relation Name": table,
  "Actual Rows": rows,
  "Actual Loops": 1,
  "Rows Removed by Filter": removed,
});

test("a growing table that is read from end to end is told, wherever in the plan", () => {
  const plan = {
    ...node("Limit", "", 1),
    Plans: [
      node("Index Scan", "orders", 50_000),
      { ...node("Sort", "", 1), Plans: [node("Parallel Seq Scan", "orders", 5, 20_000)] },
    ],
  };
  expect(fullScansOf(plan)).toEqual(["reads all 20005 rows of orders"]);
});

test("what is small, or does not grow, may be read whole", () => {
  expect(fullScansOf(node("Seq Scan", "orders", 9_000))).toEqual([]);
  expect(fullScansOf(node("Seq Scan", "users", 90_000))).toEqual([]);
});
