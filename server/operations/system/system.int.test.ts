import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WORKER_LOCK } from "#db/worker-lock";
import { codeOf } from "../testing/code-of.ts";
import { type ConsoleWorld, made, openConsoleWorld } from "../testing/console-world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

describe("the system", () => {
  test("counts the workers that hold their lock, and only those of this database", async () => {
    const dana = world.as("dana");
    expect((await dana.system.status()).workersAlive).toBe(0);
    const worker = new pg.Client({ connectionString: world.copy.url });
    await worker.connect();
    await worker.query("select pg_advisory_lock($1, 17)", [WORKER_LOCK]);
    expect((await dana.system.status()).workersAlive).toBe(1);
    await worker.end();
    await expect.poll(async () => (await dana.system.status()).workersAlive).toBe(0);
  });

  test("a partner on hold is told to everybody; only an admin holds and releases it", async () => {
    const wish = () =>
      ({ actionId: randomUUID(), partner: "carrier", reason: "partner_outage" }) as const;
    expect(await codeOf(world.as("dana").partners.hold(wish()))).toBe("FORBIDDEN");
    expect(await codeOf(world.as("dana").partners.release(wish()))).toBe("FORBIDDEN");
    const luis = world.as("luis");
    const first = wish();
    expect(await luis.partners.hold(first)).toEqual({ changed: true });
    expect(await luis.partners.hold(first)).toEqual({ changed: true });
    expect(await luis.partners.hold(wish())).toEqual({ changed: false });
    expect(await codeOf(luis.partners.release(first))).toBe("BAD_REQUEST");
    const { heldPartners } = await world.as("dana").system.status();
    expect(heldPartners).toMatchObject([{ partner: "carrier", by: "Luis Marek" }]);
    expect((await world.as("dana").partners.list()).partners).toMatchObject([
      { name: "ScriptLine", held: null },
      { name: "Dockside", held: null },
      { name: "Parcelway", held: { by: "Luis Marek", reasonCode: "partner_outage" } },
      { name: "Mailroom", held: null },
    ]);
    const order = await world.place();
    await world.answer(order, made("scr_1"), made("hold_1"));
    expect((await luis.orders.get({ orderNumber: order.orderNumber })).status.status).toBe(
      "on_hold",
    );
    await luis.partners.release(wish());
    // Until a worker has resumed the orders that waited, nothing leaves.
    expect((await luis.system.status()).heldPartners).toMatchObject([{ isReopening: true }]);
    expect((await luis.partners.list()).actions).toMatchObject([
      { kind: "release", name: "Parcelway", changed: true, actorName: "Luis Marek" },
      { kind: "hold", changed: false },
      { kind: "hold", changed: true },
    ]);
  });

  test("me is whoever is signed in", async () => {
    expect(await world.as("luis").system.me()).toEqual({
      userId: "luis",
      name: "Luis Marek",
      email: "luis@backstitch.example",
      role: "admin",
    });
  });

  test("nothing is told to anybody who is signed out", async () => {
    const nobody = world.as(null);
    const calls = [
      nobody.orders.list({}),
      nobody.orders.counts(),
      nobody.orders.get({ orderNumber: "RX-0000-0000" }),
      nobody.system.status(),
      nobody.system.me(),
      nobody.partners.list(),
      nobody.inbox.list({}),
      nobody.inbox.counts(),
      nobody.claims.of({ sagaUuid: randomUUID() }),
      nobody.presence.look({ sagaUuid: randomUUID(), tabId: randomUUID() }),
      nobody.presence.leave({ sagaUuid: randomUUID(), tabId: randomUUID() }),
      nobody.customer.reveal({
        sagaUuid: randomUUID(),
        revealUuid: randomUUID(),
        purpose: "investigation",
      }),
      nobody.customer.checkCaller({
        sagaUuid: randomUUID(),
        checkUuid: randomUUID(),
        field: "zip",
        value: "60601",
      }),
      nobody.claims.claim({ sagaUuid: randomUUID() }),
      nobody.claims.takeOver({ sagaUuid: randomUUID(), claimId: randomUUID(), note: "mine" }),
      nobody.claims.release({ sagaUuid: randomUUID() }),
      nobody.notes.write({
        sagaUuid: randomUUID(),
        noteId: randomUUID(),
        version: 1,
        text: "hello",
      }),
      nobody.orders.resendNotice({
        sagaUuid: randomUUID(),
        actionId: randomUUID(),
        revision: 1,
        reasonCode: "customer_request",
      }),
      nobody.live.changes({}),
      nobody.events.list({}),
      nobody.events.get({ id: 1 }),
      nobody.world.check({ sagaUuid: randomUUID(), steps: ["shipment"] }),
    ];
    for (const call of calls) expect(await codeOf(call)).toBe("UNAUTHORIZED");
  });
});

test("the clock is the database's", async () => {
  const { rows } = await world.db.execute(sql`select clock_timestamp() as now`);
  const { asOf } = await world.as("dana").orders.counts();
  expect(Math.abs(Date.parse(asOf) - Date.parse(String(rows[0]?.now)))).toBeLessThan(5_000);
});
