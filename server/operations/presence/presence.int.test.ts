import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exchangePresence } from "#db/queries/presence";
import { type ConsoleWorld, openConsoleWorld } from "../testing/console-world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

const tab = (sagaUuid: string) => ({ sagaUuid, tabId: randomUUID() });

test("two people on one order see each other by name, until one leaves", async () => {
  const { sagaUuid } = await world.place();
  const danas = tab(sagaUuid);
  await world.as("dana").presence.look(danas);
  expect(await world.as("luis").presence.look(tab(sagaUuid))).toEqual({
    others: [{ name: "Dana Kessler", since: expect.any(String) }],
    complete: true,
  });
  await world.as("dana").presence.leave(danas);
  expect((await world.as("luis").presence.look(tab(sagaUuid))).others).toEqual([]);
});

test("web processes hear of each other's tabs, and not of those of a process that is gone", async () => {
  const looker = (name: string) => ({ sagaUuid: randomUUID(), userId: name, name, since: 1 });
  const [one, other, gone] = [randomUUID(), randomUUID(), randomUUID()];
  const exchange = (id: string, ...names: string[]) =>
    exchangePresence(world.db, id, names.map(looker), 25);
  const namesOf = (lookers: { name: string }[]) => lookers.map(({ name }) => name).toSorted();

  await exchange(gone, "Ghost");
  await world.db.execute(sql`
    update presence set seen_at = seen_at - interval '30 s' where process_id = ${gone}`);
  await exchange(one, "Ana", "Ben");
  expect(namesOf(await exchange(other, "Cem"))).toEqual(expect.arrayContaining(["Ana", "Ben"]));
  const heard = namesOf(await exchange(one, "Ana"));
  expect(heard).toContain("Cem");
  expect(heard).not.toContain("Ghost");
  expect(heard).not.toContain("Ana");

  await world.db.execute(sql`
    update presence set seen_at = seen_at - interval '1 min' where process_id = ${gone}`);
  await exchange(one);
  const { rows } = await world.db.execute(sql`
    select process_id from presence where process_id = ${gone}`);
  expect(rows).toEqual([]);
});
