import { type ChildProcessByStdio, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { openStorefrontWorld, type StorefrontWorld } from "#server/api/testing/storefront-world";
import { checkWorld } from "#server/fulfillment/testing/check-world";
import { validOrder } from "#server/orders/valid-order.fixture";
import { IN_FULL } from "#testing/in-full";

const KILLS = IN_FULL ? 500 : 4;
const AT_ONCE = 6;
/** The first answers come after a fifth of a second: most kills meet a dozen places half done. */
const LIFE_MS = { from: 100, to: 500 };

let world: StorefrontWorld;
let doors: Door[];
beforeEach(async () => {
  world = await openStorefrontWorld();
  doors = [];
});
afterEach(async () => {
  for (const { child } of doors) child.kill("SIGKILL");
  await world.close();
});

type Door = { child: ChildProcessByStdio<null, Readable, null>; url: string };

async function openDoor(): Promise<Door> {
  const script = fileURLToPath(new URL("./testing/shop-door.ts", import.meta.url));
  const { env } = world.runtime;
  const child = spawn(process.execPath, [script], {
    env: {
      DATABASE_URL: env.DATABASE_URL,
      AUTH_SECRET: env.AUTH_SECRET,
      API_KEY_PEPPER: env.API_KEY_PEPPER,
      FINGERPRINT_SECRET: env.FINGERPRINT_SECRET,
      CONTACT_INDEX_KEY: env.CONTACT_INDEX_KEY,
      NODE_ENV: "test",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = await once(child.stdout, "data");
  const door = { child, url: `http://127.0.0.1:${String(port).trim()}/api/v1/orders` };
  doors.push(door);
  return door;
}

const placed = z.object({ orderId: z.string() });
type Wish = { key: string; answers: string[] };

/** One try; nothing is known if nobody answers. */
async function tryToPlace(door: Door, wish: Wish): Promise<void> {
  try {
    const response = await fetch(door.url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${world.shopKey}`,
        "content-type": "application/json",
        "idempotency-key": wish.key,
      },
      body: JSON.stringify({ ...validOrder(), externalOrderId: wish.key }),
    });
    if (response.status !== 201) return;
    wish.answers.push(placed.parse(await response.json()).orderId);
  } catch {
    // The door was killed.
  }
}

test("R-05 a web process that is killed in the middle of placing loses no order that it acknowledged, and leaves no half of one", {
  timeout: 30 * 60_000,
}, async () => {
  const wishes: Wish[] = [];
  let next = openDoor();
  for (let kills = 0; kills < KILLS; kills += 1) {
    const door = await next;
    next = openDoor();
    const isKilled = new AbortController();
    const placeOn = async () => {
      while (!isKilled.signal.aborted) {
        const wish: Wish = { key: `killed-web-${randomUUID()}`, answers: [] };
        wishes.push(wish);
        await tryToPlace(door, wish);
      }
    };
    const placing = Promise.all(Array.from({ length: AT_ONCE }, placeOn));
    await pause(LIFE_MS.from + Math.random() * (LIFE_MS.to - LIFE_MS.from));
    isKilled.abort();
    door.child.kill("SIGKILL");
    await placing;
  }
  const acknowledged = wishes.filter(({ answers }) => answers.length > 0);
  expect(acknowledged.length).toBeGreaterThan(KILLS);
  expect(acknowledged.length).toBeLessThan(wishes.length);
  const last = await next;
  const again = wishes.filter(({ answers }, i) => answers.length === 0 || i % 10 === 0);
  for (const wish of again) await tryToPlace(last, wish);

  // Whoever asked again was told the same order; everybody has one.
  expect(wishes.filter(({ answers }) => new Set(answers).size !== 1)).toEqual([]);
  const { pool } = world.runtime.database;
  const { rows } = await pool.query<{ order_uuid: string }>(
    `select o.order_uuid from orders o
     join order_fulfillment_sagas g using (order_uuid)
     join patients p using (order_uuid)
     where exists (select from order_lines l where l.order_uuid = o.order_uuid)
       and exists (select from event_store e where e.aggregate_uuid = g.saga_uuid)
       and exists (select from pgboss.job j where j.data->>'sagaUuid' = g.saga_uuid::text)`,
  );
  expect(rows.map((row) => row.order_uuid).toSorted()).toEqual(
    wishes.flatMap(({ answers }) => answers.slice(0, 1)).toSorted(),
  );
  const { rows: counts } = await pool.query("select count(*)::int n from orders");
  expect(counts).toEqual([{ n: wishes.length }]);
  expect(await checkWorld(pool)).toMatchObject({ broken: [], sagas: wishes.length });
  console.log(
    `${KILLS} kills: ${acknowledged.length} of ${wishes.length} places were acknowledged.`,
  );
});
