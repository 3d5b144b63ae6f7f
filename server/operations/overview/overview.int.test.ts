import { randomUUID } from "node:crypto";
import { TRPCError } from "@trpc/server";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withClient } from "#scripts/postgres/prepare-database";
import { recountRollups } from "#server/rollups/recount";
import type { LiveStatus } from "../situation/views.ts";
import {
  type ConsoleWorld,
  made,
  openConsoleWorld,
  type Placed,
  undone,
} from "../testing/console-world.ts";
import { COUNTED_STATES, type CountedState } from "./views.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

/** As a worker does every few seconds. */
const count = () => withClient(world.copy.url, (client) => recountRollups(client));

async function badges(): Promise<Partial<Record<LiveStatus, number>>> {
  const { items } = await world.as("dana").orders.list({ limit: 100 });
  const found: Partial<Record<LiveStatus, number>> = {};
  for (const { status } of items) found[status.status] = (found[status.status] ?? 0) + 1;
  return found;
}

async function holdOrder(order: Placed): Promise<void> {
  const { revision } = await world.sagaOf(order);
  await world.as("dana").orders.hold({
    sagaUuid: order.sagaUuid,
    actionId: randomUUID(),
    revision,
    reasonCode: "customer_request",
    note: null,
  });
}

const setRow = (order: Placed, change: ReturnType<typeof sql>) =>
  world.db.execute(
    sql`update order_fulfillment_sagas set ${change} where saga_uuid = ${order.sagaUuid}`,
  );

/** One order of every badge that there is, most of them twice. */
async function givenEveryBadge(): Promise<void> {
  const transient = { type: "transient", code: "unavailable" } as const;
  const unknown = { type: "unknown", code: "timeout" } as const;
  const refused = { type: "rejected", code: "insufficient_stock" } as const;
  for (let twice = 0; twice < 2; twice += 1) {
    await world.place();
    const scheduled = await world.place();
    await setRow(scheduled, sql`next_attempt_at = now() + interval '1 minute'`);
    await world.answer(await world.place(), transient);
    await world.answer(await world.place(), unknown);
    await world.answer(await world.place(), { type: "pending", pollAfterMs: 60_000 });
    await setRow(await world.place(), sql`lease_until = now() - interval '2 minutes'`);
    await world.answer(await world.place(), made("scr"), refused);
    const held = await world.place();
    await holdOrder(held);
    await world.answer(await world.place(), {
      type: "misconfigured",
      scope: "request",
      code: "invalid_request",
    });
    await world.answer(await world.place(), { type: "rejected", code: "rx_expired" }, undone);
    const untold = await world.place();
    await world.answer(untold, made("scr"), made("hold"), made("ship"));
    await world.notify(untold, { type: "undeliverable", code: "invalid_email" });
    const late = await world.place();
    await world.answer(late, made("scr"), made("hold"), made("ship"));
    await setRow(late, sql`completed_at = now() - interval '5 minutes'`);
  }
  const stuckUndo = await world.place();
  await world.answer(stuckUndo, made("scr"), refused);
  await setRow(stuckUndo, sql`lease_until = now() - interval '2 minutes'`);
  // From here on no badge changes by time alone, however long the tests take.
  await world.db.execute(sql`
    update order_fulfillment_sagas set
      lease_until = case when lease_until > now() then now() + interval '2 hours' else lease_until end,
      next_attempt_at = case when tries > 0 or next_attempt_at > now()
        then now() + interval '1 hour' else next_attempt_at end
    where step is not null`);
}

/** Everything that must agree with what the list shows. */
async function expectAgreement(): Promise<void> {
  const [shown, { states }] = await Promise.all([badges(), world.as("dana").overview.now()]);
  const counted = COUNTED_STATES.filter((state) => state !== "needs_a_person");
  const wanted = counted.map((state): [CountedState, number] => [state, shown[state] ?? 0]);
  expect(counted.map((state) => [state, states[state].count])).toEqual(wanted);
  expect(counted.filter((state) => states[state].atLeast)).toEqual([]);
}

describe("the bar of states", () => {
  test("counts each badge as the list shows it, whatever partners do", async () => {
    await givenEveryBadge();
    const shown = await badges();
    // Otherwise the agreement would say nothing.
    expect(Object.keys(shown)).toEqual(
      expect.arrayContaining(COUNTED_STATES.filter((state) => state !== "needs_a_person")),
    );
    await expectAgreement();
    for (const change of [
      sql`held_since = now(), held_by = 'dana', hold_reason = 'other'`,
      sql`circuit_cause = 'failing', circuit_code = 'timeout', opened_at = now(), probe_at = now()`,
      sql`circuit_cause = 'misconfigured', circuit_code = 'unauthorized', opened_at = now(), probe_at = now()`,
      sql`circuit_cause = 'asked_to_wait', circuit_code = 'rate_limited', opened_at = now(), probe_at = now()`,
    ]) {
      await world.db.execute(sql`
        update partner_status set held_since = null, held_by = null, hold_reason = null,
          circuit_cause = null, circuit_code = null, opened_at = null, probe_at = null`);
      await world.db.execute(
        sql`update partner_status set ${change} where partner = 'prescription'`,
      );
      await expectAgreement();
    }
  });

  test("counts who needs a person as that list does, and begins as the inbox does", async () => {
    const dana = world.as("dana");
    const { items } = await dana.orders.list({ filter: "needs_a_person", limit: 100 });
    const { states, needs } = await dana.overview.now();
    expect(states.needs_a_person).toEqual({ count: items.length, atLeast: false });
    expect(needs.total).toEqual(states.needs_a_person);
    expect((await dana.inbox.counts()).counts.all).toEqual(needs.total);
    expect(needs.lines.length).toBeGreaterThan(2);
    const inbox = await dana.inbox.list({ limit: needs.lines.length });
    expect(needs.lines).toEqual(inbox.items);
    const left = needs.lines.map(({ dueAt }) => dueAt);
    expect(left).toEqual(left.toSorted());
    const view = await dana.orders.get({ orderNumber: needs.lines[0]?.orderNumber ?? "" });
    expect(needs.lines[0]?.headline).toBe(view.card.headline);
  });

  test("says who has an order, to everybody as they see it", async () => {
    const [first] = (await world.as("dana").overview.now()).needs.lines;
    if (!first) throw new Error("Bug: the tests before left orders behind");
    await world.as("dana").claims.claim({ sagaUuid: first.sagaUuid });
    const claims = await Promise.all(
      (["dana", "luis"] as const).map(
        async (person) => (await world.as(person).overview.now()).needs.lines[0]?.claim,
      ),
    );
    expect(claims).toMatchObject([
      { ownerName: "Dana Kessler", mine: true },
      { ownerName: "Dana Kessler", mine: false },
    ]);
    await world.as("dana").claims.release({ sagaUuid: first.sagaUuid });
  });
});

describe("what is counted from events", () => {
  test("adds up in every range to what happened, and says up to when", async () => {
    await count();
    const dana = world.as("dana");
    const { rows } = await world.db.execute(sql`
      select count(*) filter (where event_type = 'OrderCreated')::int as placed,
        count(*) filter (where event_data->>'to' = 'COMPLETED')::int as completed,
        count(*) filter (where event_data->>'to' = 'CANCELLED')::int as cancelled,
        count(*) filter (where event_type = 'InventoryReservationFailed')::int as inventory
      from event_store`);
    const [happened] = rows;
    for (const [range, intervals] of [
      ["1h", 12],
      ["24h", 96],
      ["7d", 84],
    ] as const) {
      const { points, totals, countedUpTo } = await dana.overview.history({ range });
      expect(points).toHaveLength(intervals);
      expect(totals).toMatchObject({
        placed: happened?.placed,
        completed: happened?.completed,
        cancelled: happened?.cancelled,
        failed: { inventory: happened?.inventory },
      });
      expect(points.reduce((sum, { placed }) => sum + placed, 0)).toBe(totals.placed);
      expect(countedUpTo).not.toBeNull();
    }
    const { lastDay, steps } = await dana.overview.now();
    expect(lastDay).toEqual({
      completed: happened?.completed,
      cancelled: happened?.cancelled,
    });
    const shipment = steps.find(({ subject }) => subject === "shipment");
    expect(shipment).toMatchObject({ done: happened?.completed, failed: 0 });
    expect(shipment?.p50Ms).toBeGreaterThan(0);
    expect(shipment?.p95Ms).toBeGreaterThanOrEqual(shipment?.p50Ms ?? 0);
  });

  test("names the worst interval of each step that failed", async () => {
    const { peaks, points } = await world.as("dana").overview.history({ range: "1h" });
    expect(peaks.map(({ step }) => step)).toEqual(["prescription", "inventory"]);
    for (const { step, count: worst, at } of peaks) {
      expect(points.find((point) => point.at === at)?.failed[step]).toBe(worst);
      expect(Math.max(...points.map(({ failed }) => failed[step]))).toBe(worst);
    }
  });
});

test("what kept calls from leaving is told with the chart: circuits that were open, and holds", async () => {
  await world.db.execute(sql`
    insert into partner_incidents (partner, direction, started_at, cause, code, ended_at) values
      ('inventory', 'forward', now() - interval '40 min', 'failing', 'timeout', now() - interval '30 min'),
      ('inventory', 'forward', now() - interval '2 d', 'failing', 'timeout', now() - interval '47 h'),
      ('carrier', 'undo', now() - interval '20 min', 'failing', 'timeout', null)`);
  const luis = world.as("luis");
  const wish = () => ({
    actionId: randomUUID(),
    partner: "notifications" as const,
    reason: "partner_outage" as const,
    note: null,
  });
  await luis.partners.hold(wish());
  // Held already: nothing changed by it.
  await luis.partners.hold(wish());
  const told = async (range: "24h" | "7d") => {
    const { incidents } = await luis.overview.history({ range });
    return incidents.map(({ name, kind, undoOnly, endedAt }) => [
      name,
      kind,
      undoOnly,
      endedAt !== null,
    ]);
  };
  const day = [
    ["Dockside", "failing", false, true],
    ["Parcelway", "failing", true, false],
    ["Mailroom", "held", false, false],
  ];
  expect(await told("24h")).toEqual(day);
  expect(await told("7d")).toEqual([["Dockside", "failing", false, true], ...day]);
  await luis.partners.release(wish());
  expect((await told("24h")).at(-1)).toEqual(["Mailroom", "held", false, true]);
  await world.db.execute(sql`
    update partner_status set held_since = null, held_by = null, hold_reason = null, reopening_since = null`);
});

test("partners, queues and what has been under way longest are told with the same words as elsewhere", async () => {
  await world.db.execute(sql`
    update partner_status set held_since = now(), held_by = 'dana', hold_reason = 'other'
    where partner = 'carrier'`);
  const dana = world.as("dana");
  const { partners, queues, oldest, workersAlive } = await dana.overview.now();
  expect(partners.map(({ name, word }) => [name, word])).toEqual([
    // Six of its calls brought nothing; that it refused two orders is no fault of it.
    ["ScriptLine", "Many errors"],
    ["Dockside", "Healthy"],
    ["Parcelway", "On hold"],
    ["Mailroom", "Healthy"],
  ]);
  expect(partners[0]?.errors?.failed).toBe(6);
  expect(partners[2]?.detail).toBe("by Dana Kessler");
  expect(queues.map(({ title }) => title)).toEqual(["Forward jobs", "Undos", "Customer mail"]);
  expect(queues[0]?.waiting.count).toBeGreaterThan(0);
  expect(workersAlive).toBe(0);
  const { items } = await dana.orders.list({ limit: 100 });
  const open = items.filter(({ status }) =>
    ["scheduled", "running", "retrying", "stalled", "outcome_unknown", "undoing"].includes(
      status.status,
    ),
  );
  expect(oldest.map(({ orderNumber, where, why }) => [orderNumber, where, why])).toEqual(
    open
      .toReversed()
      .slice(0, 4)
      .map(({ orderNumber, where, why }) => [orderNumber, where, why]),
  );
});

test("the overview is for both roles, and for nobody who is signed out", async () => {
  for (const person of ["dana", "luis"] as const) {
    expect((await world.as(person).overview.now()).asOf).toBeTruthy();
    expect((await world.as(person).overview.history({ range: "1h" })).range).toBe("1h");
  }
  const stranger = world.as(null).overview;
  for (const call of [stranger.now(), stranger.history({ range: "1h" })]) {
    const reason: unknown = await call.catch((error: unknown) => error);
    expect(reason instanceof TRPCError && reason.code).toBe("UNAUTHORIZED");
  }
});
