import { describe, expect, test } from "vitest";
import { createPresence } from "./presence.ts";
import { createTabs, type Looker, othersOf, SEEN_FOR_MS } from "./tabs.ts";

const START = Date.parse("2026-11-23T20:31:00.000Z");
const iso = (at: number) => new Date(at).toISOString();

const look = (person: string, sagaUuid = "order-1", tab = "tab-1") => ({
  tabId: `${person} ${tab}`,
  sagaUuid,
  userId: person,
  name: `${person} Person`,
});

/** Web processes with one table between them, and a clock that a test moves on. */
function givenProcesses(count: number) {
  const clock = { now: START };
  const table = new Map<number, readonly Looker[]>();
  const told = { exchanges: 0, warnings: 0, isBroken: false };
  const processes = Array.from({ length: count }, (_, id) =>
    createPresence({
      now: () => clock.now,
      log: {
        warn() {
          told.warnings += 1;
        },
      },
      async exchange(here) {
        told.exchanges += 1;
        if (told.isBroken) throw new Error("The database is away");
        table.set(id, here);
        return [...table].filter(([other]) => other !== id).flatMap(([, lookers]) => lookers);
      },
    }),
  );
  const at = (id: number) => {
    const found = processes[id];
    if (!found) throw new Error("Bug: there are fewer processes");
    return found;
  };
  return { clock, told, at };
}

describe("who looks at an order", () => {
  test("is told to colleagues, not to oneself, since they came", async () => {
    const { clock, at } = givenProcesses(1);
    expect(await at(0).look(look("dana"))).toEqual({ others: [], complete: true });
    clock.now += 4_000;
    expect(await at(0).look(look("luis"))).toEqual({
      others: [{ name: "dana Person", since: iso(START) }],
      complete: true,
    });
    clock.now += 4_000;
    await at(0).look(look("dana"));
    expect((await at(0).look(look("luis"))).others).toEqual([
      { name: "dana Person", since: iso(START) },
    ]);
  });

  test("is known in every web process, and only there where it is looked at", async () => {
    const { at } = givenProcesses(2);
    await at(0).look(look("dana"));
    await at(0).look(look("sara", "order-2"));
    expect((await at(1).look(look("luis"))).others).toMatchObject([{ name: "dana Person" }]);
  });

  test("is forgotten when nothing more is heard, however the page went away", async () => {
    const { clock, at } = givenProcesses(1);
    await at(0).look(look("dana"));
    clock.now += SEEN_FOR_MS - 1;
    expect((await at(0).look(look("luis"))).others).toHaveLength(1);
    clock.now += 1;
    expect((await at(0).look(look("luis"))).others).toEqual([]);
  });

  test("moves on with the tab at once, and counts a person with two tabs once", async () => {
    const { clock, at } = givenProcesses(1);
    await at(0).look(look("dana", "order-1", "tab-1"));
    clock.now += 1_000;
    await at(0).look(look("dana", "order-1", "tab-2"));
    expect((await at(0).look(look("luis"))).others).toEqual([
      { name: "dana Person", since: iso(START) },
    ]);
    await at(0).look(look("dana", "order-2", "tab-1"));
    await at(0).look(look("dana", "order-2", "tab-2"));
    expect((await at(0).look(look("luis"))).others).toEqual([]);
  });

  test("ends when the page says that it leaves, but not what the tab looks at next", async () => {
    const { at } = givenProcesses(1);
    await at(0).look(look("dana"));
    at(0).leave(look("dana"));
    expect((await at(0).look(look("luis"))).others).toEqual([]);
    await at(0).look(look("dana"));
    await at(0).look(look("dana", "order-2"));
    at(0).leave(look("dana", "order-1"));
    expect((await at(0).look(look("luis", "order-2"))).others).toHaveLength(1);
  });

  test("costs one question to the others however many tabs ask", async () => {
    const { clock, told, at } = givenProcesses(1);
    const tabs = Array.from({ length: 100 }, (_, i) => look(`person-${i}`));
    await Promise.all(tabs.map((tab) => at(0).look(tab)));
    expect(told.exchanges).toBe(1);
    clock.now += 2_000;
    const answers = await Promise.all(tabs.map((tab) => at(0).look(tab)));
    expect(told.exchanges).toBe(2);
    expect(answers.every(({ others }) => others.length === 99)).toBe(true);
  });

  test("is said to be incomplete while the others cannot be asked, and warned of once", async () => {
    const { clock, told, at } = givenProcesses(2);
    await at(1).look(look("sara"));
    await at(0).look(look("dana"));
    told.isBroken = true;
    for (let round = 0; round < 3; round += 1) {
      clock.now += 2_000;
      expect(await at(0).look(look("luis"))).toMatchObject({
        others: [{ name: "dana Person" }],
        complete: false,
      });
    }
    expect(told.warnings).toBe(1);
    told.isBroken = false;
    clock.now += 2_000;
    expect((await at(0).look(look("luis"))).complete).toBe(true);
  });
});

test("nobody fills the memory with tabs", () => {
  const tabs = createTabs(() => START);
  for (let i = 0; i < 1_000; i += 1) tabs.put(look("dana", "order-1", `tab-${i}`));
  tabs.put(look("luis"));
  expect(tabs.all()).toHaveLength(51);
  expect(othersOf(tabs.all(), { sagaUuid: "order-1", userId: "luis" })).toHaveLength(1);
});
