import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERYTHING } from "#server/operations/list/list-wish";
import {
  type ConsoleWorld,
  made,
  openConsoleWorld,
} from "#server/operations/testing/console-world";
import { answerExport } from "./export-handler.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

const wish = { filter: "all", where: EVERYTHING, sort: "newest" } as const;

test("a file holds what the list shows, in its order, masked, and nothing personal", async () => {
  const first = await world.place();
  const second = await world.place();
  await world.answer(second, made("scr_1"), made("hold_1"), made("ship_1"));
  const response = answerExport(world.contextOf("dana"), wish);
  expect(response.headers.get("content-type")).toContain("text/csv");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const text = await response.text();
  const [head, ...lines] = text.trimEnd().split("\r\n");
  expect(head).toMatch(/^Order,Customer,State,/);
  expect(lines.map((line) => line.split(",").slice(0, 3))).toEqual([
    [second.orderNumber, "T**** P****", "Completed"],
    [first.orderNumber, "T**** P****", "Running"],
  ]);
  expect(text).not.toMatch(/Testa|Person|example|5552575|1980/);
});

test("a long list is whole, across the pages it is read in, and keeps to its filter", async () => {
  for (let count = 0; count < 520; count += 1) await world.place();
  const all = await answerExport(world.contextOf("luis"), wish).text();
  const numbers = all
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(",")[0]);
  expect(numbers.length).toBeGreaterThan(520);
  expect(new Set(numbers).size).toBe(numbers.length);
  const completed = await answerExport(world.contextOf("luis"), {
    ...wish,
    filter: "completed",
  }).text();
  expect(completed.trimEnd().split("\r\n")).toHaveLength(2);
});

test("nobody who is signed out gets a row", async () => {
  const response = answerExport(world.contextOf(null), wish);
  expect(response.status).toBe(401);
  expect(await response.text()).not.toContain("RX-");
});
