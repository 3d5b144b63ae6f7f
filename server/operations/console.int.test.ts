import { randomUUID } from "node:crypto";
import { TRPCError } from "@trpc/server";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WORKER_LOCK } from "#db/worker-lock";
import {
  type ConsoleWorld,
  made,
  openConsoleWorld,
  type Placed,
  undone,
} from "./testing/console-world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

async function completedOrder(): Promise<Placed> {
  const order = await world.place();
  await world.answer(order, made("scr_1"), made("hold_1"), made("ship_1"));
  return order;
}

async function actionOn(order: Placed) {
  const { revision } = await world.sagaOf(order);
  return {
    sagaUuid: order.sagaUuid,
    actionId: randomUUID(),
    revision,
    reasonCode: "customer_request" as const,
    note: null,
  };
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  const reason: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(reason instanceof TRPCError)) throw new Error("It was not refused");
  return reason.code;
}

describe("the list", () => {
  test("shows each order under its filters, and the counts agree with the pages", async () => {
    const waiting = await world.place();
    const completed = await completedOrder();
    const stopped = await world.place();
    await world.answer(stopped, {
      type: "misconfigured",
      scope: "request",
      code: "invalid_request",
    });
    const undoing = await world.place();
    await world.answer(undoing, made("scr_1"), { type: "rejected", code: "insufficient_stock" });
    const cancelled = await world.place();
    await world.answer(cancelled, { type: "rejected", code: "rx_expired" }, undone);
    const untold = await completedOrder();
    await world.notify(untold, { type: "undeliverable", code: "invalid_email" });
    const voided = await completedOrder();
    await world.notify(voided, { type: "undeliverable", code: "invalid_email" });
    await world.as("dana").orders.undo(await actionOn(voided));
    await world.answer(voided, undone, undone, undone, undone);

    const holding: Record<string, Placed[]> = {
      all: [waiting, completed, stopped, undoing, cancelled, untold, voided],
      open: [waiting, stopped, undoing],
      outcome_unknown: [],
      needs_a_person: [stopped, untold],
      in_progress: [waiting],
      undoing: [undoing],
      completed: [completed, untold],
      cancelled: [cancelled, voided],
    };
    const dana = world.as("dana");
    const { counts } = await dana.orders.counts();
    for (const filter of [
      "all",
      "open",
      "outcome_unknown",
      "needs_a_person",
      "in_progress",
      "undoing",
      "completed",
      "cancelled",
    ] as const) {
      const { items } = await dana.orders.list({ filter, limit: 100 });
      expect(items.map((item) => item.orderNumber)).toEqual(
        holding[filter]?.map((order) => order.orderNumber).toReversed(),
      );
      expect(counts[filter]).toEqual({ count: items.length, atLeast: false });
    }
    const { items } = await dana.orders.list({});
    expect(items.map((item) => item.status.status)).toEqual([
      "cancelled",
      "customer_not_told",
      "cancelled",
      "undoing",
      "needs_a_person",
      "completed",
      "running",
    ]);
    expect(items[0]?.customer).toBe("T**** P****");
  });

  test("pages meet without a gap or a row twice, also when new orders come in between", async () => {
    for (let i = 0; i < 5; i += 1) await world.place();
    const dana = world.as("dana");
    const whole = await dana.orders.list({ filter: "in_progress", limit: 100 });
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await dana.orders.list({ filter: "in_progress", cursor, limit: 2 });
      paged.push(...page.items.map((item) => item.orderNumber));
      cursor = page.nextCursor;
      await world.place();
    } while (cursor !== null);
    expect(paged).toEqual(whole.items.map((item) => item.orderNumber));
  });

  test("refuses a cursor of another list", async () => {
    const dana = world.as("dana");
    const { nextCursor } = await dana.orders.list({ filter: "in_progress", limit: 1 });
    expect(await codeOf(dana.orders.list({ filter: "completed", cursor: nextCursor }))).toBe(
      "BAD_REQUEST",
    );
  });
});

describe("one order", () => {
  test("is found by any spelling of its number, masked, with its story", async () => {
    const order = await completedOrder();
    const spelled = order.orderNumber.toLowerCase().replaceAll("-", " ");
    const view = await world.as("dana").orders.get({ orderNumber: ` ${spelled} ` });
    expect(view.orderNumber).toBe(order.orderNumber);
    expect(view.customer).toMatchObject({
      name: "T**** P****",
      email: "t***@e***.com",
      phone: "(***) ***-2575",
      birthDate: "1980-**-**",
      destination: "IL",
    });
    expect(view.timeline.map((item) => item.lead)).toEqual([
      "Order placed",
      "Prescription: created",
      "Inventory: stock reserved",
      "Shipment: label made",
      "Order completed",
    ]);
    expect(view.timeline[0]?.actor).toEqual({ kind: "storefront" });
    expect(view.references.map(({ value }) => value)).toContain("TRACK1");
    const text = JSON.stringify(view);
    for (const secret of ["Testa", "Person", "testa@", "5552575", "1980-04-12", "Test Way"]) {
      expect(text).not.toContain(secret);
    }
  });

  test("says that the customer was told only of what was told", async () => {
    const dana = world.as("dana");
    const order = await completedOrder();
    const notice = async () => {
      const { customer } = await dana.orders.get({ orderNumber: order.orderNumber });
      return customer.notice;
    };
    expect(await notice()).toBe("due");
    await world.notify(order, { type: "sent" });
    expect(await notice()).toBe("told");
    await dana.orders.undo(await actionOn(order));
    await world.answer(order, undone, undone, undone, undone);
    expect(await notice()).toBe("due");
    await world.notify(order, { type: "sent" });
    expect(await notice()).toBe("told");
  });

  test("that is mistyped or unknown is not found", async () => {
    const dana = world.as("dana");
    expect(await codeOf(dana.orders.get({ orderNumber: "RX-0000-0001" }))).toBe("NOT_FOUND");
    expect(await codeOf(dana.orders.get({ orderNumber: "hello" }))).toBe("NOT_FOUND");
  });
});

describe("an action", () => {
  test("a retry leaves a receipt that the partner's answer closes", async () => {
    const order = await world.place();
    await world.answer(order, { type: "transient", code: "rate_limited" });
    const dana = world.as("dana");
    const action = await actionOn(order);
    const result = await dana.orders.retry(action);
    expect(result).toMatchObject({ type: "accepted", receiptId: action.actionId });
    expect(await dana.orders.retry(action)).toEqual(result);

    await world.answer(order, made("scr_1"));
    const { receipts } = await world.as("luis").orders.get({ orderNumber: order.orderNumber });
    expect(receipts).toHaveLength(1);
    expect(receipts[0]).toMatchObject({
      title: "Retry of prescription",
      actorName: "Dana Kessler",
      mine: false,
      result: { type: "fixed", text: "Fixed: moved on to inventory" },
    });
  });

  test("a retry that waits for a partner's pause says for what, and until when", async () => {
    const order = await world.place();
    await world.answer(order, { type: "transient", code: "rate_limited" });
    const dana = world.as("dana");
    await dana.orders.retry(await actionOn(order));
    const receiptNow = async () =>
      (await dana.orders.get({ orderNumber: order.orderNumber })).receipts[0];
    expect(await receiptNow()).toMatchObject({ result: { type: "waiting" }, waitsFor: null });
    await world.db.execute(sql`
      update partner_status set circuit_cause = 'asked_to_wait', circuit_code = 'rate_limited',
        opened_at = clock_timestamp(), probe_at = clock_timestamp() + interval '5 minutes'
      where partner = 'prescription' and direction = 'forward'`);
    expect(await receiptNow()).toMatchObject({
      result: { type: "waiting" },
      waitsFor: { text: "ScriptLine asked us to wait", until: expect.any(String) },
    });
    await world.db.execute(sql`
      update partner_status set circuit_cause = null, circuit_code = null, opened_at = null,
        probe_at = null where partner = 'prescription'`);
    expect((await receiptNow())?.waitsFor).toBeNull();
    await world.answer(order, made("scr_1"));
    expect(await receiptNow()).toMatchObject({ result: { type: "fixed" }, waitsFor: null });
  });

  test("an undo leaves a receipt that the cancelled order closes", async () => {
    const order = await world.place();
    await world.answer(order, made("scr_1"), { type: "transient", code: "rate_limited" });
    const dana = world.as("dana");
    await dana.orders.undo(await actionOn(order));
    const before = await dana.orders.get({ orderNumber: order.orderNumber });
    expect(before.receipts[0]?.result.type).toBe("waiting");
    await world.answer(order, undone, undone, undone);
    const after = await dana.orders.get({ orderNumber: order.orderNumber });
    expect(after.position).toBe("CANCELLED");
    expect(after.receipts[0]?.result.type).toBe("undone");
  });

  test("R-16 on an order that has moved on is refused with who moved it and where it stands", async () => {
    const order = await world.place();
    await world.answer(order, { type: "transient", code: "rate_limited" });
    const seen = await actionOn(order);
    await world.as("luis").orders.undo(await actionOn(order));
    const refused = await world.as("dana").orders.hold(seen);
    expect(refused).toMatchObject({ type: "refused", code: "moved_on" });
    expect(refused.type === "refused" && refused.because).toBe(
      "Luis Marek asked to undo the order 1 s before you. It stands now at: Undo of prescription. An undo was asked for.",
    );
  });

  test("on an order that moved on by itself nobody is named, whoever acted on it before", async () => {
    const order = await world.place();
    await world.answer(order, { type: "transient", code: "rate_limited" });
    await world.as("luis").orders.retry(await actionOn(order));
    await world.answer(order, made("scr_1"));
    const seen = await actionOn(order);
    await world.answer(order, made("hold_1"));
    const refused = await world.as("dana").orders.hold(seen);
    expect(refused.type === "refused" && refused.because).toMatch(
      /^The order moved on since your page was loaded\. It stands now at: Shipment\./,
    );
  });

  test("while a call is on its way a retry is refused until its lease is over", async () => {
    const order = await world.place();
    const refused = await world.as("dana").orders.retry(await actionOn(order));
    expect(refused).toMatchObject({ type: "refused", code: "in_flight" });
    expect(refused.type === "refused" && refused.until).not.toBeNull();
  });

  test("hold and release are told by name", async () => {
    const order = await world.place();
    await world.as("dana").orders.hold(await actionOn(order));
    const held = await world.as("dana").orders.get({ orderNumber: order.orderNumber });
    expect(held.status.status).toBe("on_hold");
    await world.as("luis").orders.release(await actionOn(order));
    const { timeline } = await world.as("dana").orders.get({ orderNumber: order.orderNumber });
    expect(timeline.map((item) => `${item.lead} ${item.rest}`)).toEqual([
      "Order placed by the storefront, 1 item",
      "Dana Kessler put the order on hold",
      "Luis Marek let the order go on",
    ]);
  });

  test("recording by hand is for admins, who say what they found", async () => {
    const order = await world.place();
    await world.answer(order, { type: "unknown", code: "timeout" });
    const found = { ...(await actionOn(order)), happened: true, reference: "scr_7" };
    const action = { ...found, note: "ScriptLine's desk, by phone at 14:05" };
    expect(await codeOf(world.as("dana").orders.resolve(action))).toBe("FORBIDDEN");
    expect(await codeOf(world.as("luis").orders.resolve(found))).toBe("BAD_REQUEST");
    const unstorable = { ...action, note: `${action.note}\u0000` };
    expect(await codeOf(world.as("luis").orders.resolve(unstorable))).toBe("BAD_REQUEST");
    expect(await world.as("luis").orders.resolve(action)).toMatchObject({ type: "accepted" });
    const view = await world.as("luis").orders.get({ orderNumber: order.orderNumber });
    expect(view.position).toBe("PENDING_INVENTORY_RESERVATION");
    expect(view.receipts[0]?.result).toEqual({
      type: "fixed",
      text: "Fixed: moved on to inventory",
    });
  });

  test("on an order that does not exist is not found; without a note, other is no reason", async () => {
    const action = { ...(await actionOn(await world.place())), sagaUuid: randomUUID() };
    expect(await codeOf(world.as("dana").orders.hold(action))).toBe("NOT_FOUND");
    expect(await codeOf(world.as("dana").orders.hold({ ...action, reasonCode: "other" }))).toBe(
      "BAD_REQUEST",
    );
  });
});

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
