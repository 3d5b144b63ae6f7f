import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#scripts/postgres/embedded-postgres";
import { removePostgresHome } from "#scripts/postgres/postgres-home";
import { prepareDatabase } from "#scripts/postgres/prepare-database";
import type { NewOrder } from "#server/fulfillment/submissions";
import { checkWorld } from "#server/fulfillment/testing/check-world";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { newOrder, placing } from "#server/fulfillment/testing/new-order";
import { IN_FULL } from "#testing/in-full";
import { testPasswords } from "#testing/test-passwords";

const CRASHES = IN_FULL ? 8 : 1;
const RECOVERED_WITHIN_MS = 10_000;

let dataDir: string;
let server: EmbeddedPostgres;
let world: GivenWorld;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "backstitch-crash-"));
  chmodSync(dataDir, 0o711);
  server = await startEmbeddedPostgres({ dataDir });
  const urls = await prepareDatabase(server.adminUrl, { passwords: testPasswords });
  world = await givenWorld({
    database: {
      url: urls.databaseUrl,
      adminUrl: urls.adminDatabaseUrl,
      sandboxUrl: urls.sandboxDatabaseUrl,
      drop: async () => undefined,
    },
  });
});
afterEach(async () => {
  await world.close();
  await server.stop();
  removePostgresHome(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

/** As a power cut does: no session is ended, nothing is written out. */
async function crash(): Promise<void> {
  process.kill(server.pid, "SIGQUIT");
  await server.exited;
  server = await startEmbeddedPostgres({ dataDir, port: server.port, insistOnPort: true });
}

/** Like a storefront: the same key again until there is an answer. */
async function placeUntilAnswered(order: NewOrder): Promise<void> {
  for (const until = Date.now() + 60_000; ; await pause(50)) {
    try {
      const { type } = await world.committer.submit(placing(order));
      if (type !== "placed" && type !== "replayed") throw new Error(`Bug: ${type}`);
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}

const ended = async () => {
  const { rows } = await world.pool.query<{ n: number }>(
    "select count(*)::int n from order_fulfillment_sagas where completed_at is not null",
  );
  return rows[0]?.n ?? 0;
};

test("R-06 when Postgres dies under load, every order that was acknowledged is there, and the workers go on by themselves", {
  timeout: 5 * 60_000,
}, async () => {
  await Promise.all([world.startWorker(), world.startWorker()]);
  const orders: NewOrder[] = [];
  const placed: Promise<void>[] = [];
  let isLoad = true;
  const load = (async () => {
    while (isLoad) {
      const order = newOrder();
      orders.push(order);
      placed.push(placeUntilAnswered(order));
      await pause(30);
    }
  })();
  for (let crashes = 0; crashes < CRASHES; crashes += 1) {
    await expect.poll(ended, { timeout: 20_000 }).toBeGreaterThan(20 * (crashes + 1));
    await crash();
    const before = await ended();
    await expect.poll(ended, { timeout: RECOVERED_WITHIN_MS }).toBeGreaterThan(before);
  }
  isLoad = false;
  await load;
  await Promise.all(placed);
  await world.settle({ timeoutMs: 60_000 });
  for (const { sagaUuid } of orders) {
    expect(await world.saga(sagaUuid)).toMatchObject({ position: "COMPLETED", parked: null });
    expect(world.partners.liveSteps(sagaUuid)).toHaveLength(3);
  }
  expect(world.partners.madeTwice()).toEqual([]);
  expect(await checkWorld(world.pool)).toMatchObject({
    broken: [],
    sagaJobs: 0,
    sagas: orders.length,
  });
});
