import { beforeAll, expect, test } from "vitest";
import { parseOrderNumber } from "#server/ids";
import { Chance } from "./chance.ts";
import { makeDeck } from "./deck.ts";
import { FailureLedger } from "./failure-ledger.ts";
import {
  HISTORY_TABLES,
  type HistoryTable,
  orderNumberOf,
  type Page,
  pagesOfHistory,
  TABLE_NAMES,
} from "./pages.ts";

const SAGAS = 250;
const ENDS_AT = Date.UTC(2026, 10, 20);
let pages: Page[];

beforeAll(async () => {
  const chance = new Chance(1);
  const deck = await makeDeck(chance);
  const sources = { deck, chance, failures: new FailureLedger() };
  pages = [...pagesOfHistory({ sagas: SAGAS, endsAt: ENDS_AT, days: 400 }, sources)];
});

const linesOf = (table: HistoryTable) =>
  pages.flatMap((page) => page[table].split("\n").slice(0, -1));
test.each(TABLE_NAMES)("each row of %s has a cell a column, and none needs escaping", (table) => {
  const lines = linesOf(table);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(line.split("\t")).toHaveLength(HISTORY_TABLES[table].split(", ").length);
    expect(line.replaceAll("\\N", "").replaceAll("\\\\x", "")).not.toContain("\\");
  }
});

test("orders are numbered in the order in which they were placed, over the whole span", () => {
  const placedAt = linesOf("orders").map((line) => Date.parse(line.split("\t").at(-2) ?? ""));
  expect(placedAt).toEqual(placedAt.toSorted((a, b) => a - b));
  expect(ENDS_AT - (placedAt[0] ?? 0)).toBeGreaterThan(399 * 86_400_000);
  expect(ENDS_AT - (placedAt.at(-1) ?? 0)).toBeGreaterThan(0);
});

test("events are numbered in the order of their moments, without a gap", () => {
  const rows = linesOf("event_store").map((line) => line.split("\t"));
  expect(rows.map(([id]) => Number(id))).toEqual(rows.map((_, index) => index + 1));
  const at = rows.map((row) => Date.parse(row.at(-1) ?? ""));
  expect(at).toEqual(at.toSorted((a, b) => a - b));
});

test("order numbers are valid, and none comes twice", () => {
  const numbers = Array.from({ length: 20_000 }, (_, index) => orderNumberOf(index * 100 + 1));
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const number of numbers.slice(0, 500)) {
    expect(parseOrderNumber(number)).toEqual({ type: "order_number", orderNumber: number });
  }
});
