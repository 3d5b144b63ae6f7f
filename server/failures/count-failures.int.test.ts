import { eq } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureGroupHours, failureGroups, orderFulfillmentSagas } from "#db/schema/index";
import {
  type ConsoleWorld,
  made,
  openConsoleWorld,
  type Placed,
  undone,
} from "#server/operations/testing/console-world";
import type { Reply } from "#server/saga/types";
import { countFailures, hasUncounted } from "./count-failures.ts";
import { fingerprintOf, troubleOf } from "./fingerprint.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

const count = () => countFailures(world.runtime.database);
const transient = (code: string): Reply => ({ type: "transient", code });

async function failedWith(...replies: Reply[]): Promise<Placed> {
  const order = await world.place();
  await world.answer(order, ...replies);
  return order;
}

async function groupOf(fingerprint: string) {
  const [group] = await world.db
    .select()
    .from(failureGroups)
    .where(eq(failureGroups.fingerprint, fingerprint));
  return group;
}

async function attemptsByHour(groupId: number | undefined): Promise<number> {
  const hours = await world.db
    .select()
    .from(failureGroupHours)
    .where(eq(failureGroupHours.groupId, groupId ?? 0));
  return hours.reduce((sum, { attempts }) => sum + attempts, 0);
}

test("tries that fail the same way are one group, with its orders counted once each", async () => {
  await failedWith(transient("rate_limited"), transient("rate_limited"));
  await failedWith(transient("rate_limited"));
  await failedWith(made("scr_1"), transient("rate_limited"));
  await count();
  const group = await groupOf("prescription.forward.rate_limited");
  expect(group).toMatchObject({ attemptCount: 3, orderCount: 2, status: "new" });
  expect(await attemptsByHour(group?.id)).toBe(3);
  expect(await groupOf("inventory.forward.rate_limited")).toMatchObject({
    attemptCount: 1,
    orderCount: 1,
  });
});

test("each event counts once, by however many workers at once, and in however many runs", async () => {
  for (let placed = 0; placed < 5; placed += 1) await failedWith(transient("unavailable"));
  expect(await hasUncounted(world.runtime.database)).toBe(true);
  const counted = await Promise.all([count(), count(), count(), count()]);
  expect(counted.reduce((sum, each) => sum + each, 0)).toBe(5);
  expect(await count()).toBe(0);
  expect(await hasUncounted(world.runtime.database)).toBe(false);
  const group = await groupOf("prescription.forward.unavailable");
  expect(group).toMatchObject({ attemptCount: 5, orderCount: 5 });
  expect(await attemptsByHour(group?.id)).toBe(5);
});

test("a run that fails before its end has counted nothing, and the next one counts all", async () => {
  await failedWith(transient("in_progress"));
  const owner = new pg.Client({ connectionString: world.copy.adminUrl });
  await owner.connect();
  await owner.query("alter table failure_group_orders rename to set_aside");
  await expect(count()).rejects.toThrow();
  await owner.query("alter table set_aside rename to failure_group_orders");
  await owner.end();
  expect(await groupOf("prescription.forward.in_progress")).toBeUndefined();
  expect(await count()).toBe(1);
  expect(await groupOf("prescription.forward.in_progress")).toMatchObject({ attemptCount: 1 });
});

describe("what is counted", () => {
  test("a refusal, and a stop that no try told of before", async () => {
    await failedWith(made("scr_1"), { type: "rejected", code: "insufficient_stock" });
    await failedWith({ type: "misconfigured", scope: "request", code: "schema_invalid" });
    await count();
    expect(await groupOf("inventory.forward.insufficient_stock")).toMatchObject({
      attemptCount: 1,
    });
    expect(await groupOf("prescription.forward.schema_invalid")).toMatchObject({ attemptCount: 1 });
  });

  test("an undo that is refused, under the step that is undone", async () => {
    await failedWith(
      made("scr_1"),
      { type: "rejected", code: "unknown_item" },
      { type: "rejected", code: "already_dispensed" },
    );
    await count();
    expect(await groupOf("prescription.undo.already_dispensed")).toMatchObject({ attemptCount: 1 });
  });

  test("an answer that stays away once a try, though it is tried again in the same breath", async () => {
    await failedWith({ type: "unknown", code: "timeout" });
    await count();
    expect(await groupOf("prescription.forward.timeout")).toMatchObject({ attemptCount: 1 });
  });

  test("neither waiting for an answer nor for a partner on hold", async () => {
    await failedWith({ type: "pending", pollAfterMs: 1_000 });
    await failedWith({ type: "not_sent", code: "partner_held" });
    expect(await count()).toBe(0);
  });
});

describe("a group that is open again", () => {
  test("comes back when it fails after it was said to be fixed, and says from what", async () => {
    await failedWith(transient("connect_refused"));
    await count();
    const group = await groupOf("prescription.forward.connect_refused");
    const dana = world.as("dana");
    await dana.failures.change({
      id: group?.id ?? 0,
      revision: group?.revision ?? 0,
      status: "fixed",
      fixedIn: "2026.11.3",
      owner: "me",
      noteId: crypto.randomUUID(),
      note: "The address was wrong",
    });
    await count();
    expect(await groupOf("prescription.forward.connect_refused")).toMatchObject({
      status: "fixed",
    });

    await failedWith(transient("connect_refused"));
    await count();
    const view = await dana.failures.get({ id: group?.id ?? 0 });
    expect(view).toMatchObject({ status: "came_back", owner: "Dana Kessler", orders: 2 });
    expect(view.notes.map(({ author, deed, note }) => [author, deed, note])).toEqual([
      [null, "Came back after “fixed in 2026.11.3”.", null],
      ["Dana Kessler", "Marked as “fixed in 2026.11.3”.", "The address was wrong"],
    ]);
  });

  test("stays quiet while it is ignored, and comes back after that", async () => {
    await failedWith(transient("connect_timeout"));
    await count();
    const group = await groupOf("prescription.forward.connect_timeout");
    const ignore = (revision: number, ignoredUntil: Date) =>
      world.as("dana").failures.change({
        id: group?.id ?? 0,
        revision,
        status: "ignored",
        ignoredUntil: ignoredUntil.toISOString(),
        owner: "unchanged",
        noteId: crypto.randomUUID(),
        note: null,
      });
    await ignore(1, new Date(Date.now() + 60_000));
    await failedWith(transient("connect_timeout"));
    await count();
    expect(await groupOf("prescription.forward.connect_timeout")).toMatchObject({
      status: "ignored",
    });

    await ignore(2, new Date(Date.now() - 1_000));
    await failedWith(transient("connect_timeout"));
    await count();
    expect(await groupOf("prescription.forward.connect_timeout")).toMatchObject({
      status: "came_back",
    });
  });
});

test("the row of a saga names the same trouble as its folded state", async () => {
  const held = await failedWith(transient("rate_limited"));
  const { revision } = await world.sagaOf(held);
  await world.as("dana").orders.hold({
    sagaUuid: held.sagaUuid,
    actionId: crypto.randomUUID(),
    revision,
    reasonCode: "customer_request",
  });
  const orders = [
    held,
    await world.place(),
    await failedWith(transient("rate_limited")),
    await failedWith({ type: "unknown", code: "timeout" }),
    await failedWith({ type: "not_sent", code: "partner_held" }),
    await failedWith({ type: "misconfigured", scope: "partner", code: "unauthorized" }),
    await failedWith(made("scr_1"), { type: "rejected", code: "unknown_item" }),
    await failedWith(
      made("scr_1"),
      { type: "rejected", code: "unknown_item" },
      transient("unavailable"),
    ),
    await failedWith(
      made("scr_1"),
      { type: "rejected", code: "unknown_item" },
      { type: "rejected", code: "already_dispensed" },
    ),
    await failedWith(made("scr_1"), { type: "rejected", code: "unknown_item" }, undone, undone),
    await failedWith(made("scr_1"), made("hold_1"), made("ship_1")),
  ];
  const seen: (string | null)[] = [];
  for (const order of orders) {
    const [row] = await world.db
      .select({ trouble: orderFulfillmentSagas.trouble })
      .from(orderFulfillmentSagas)
      .where(eq(orderFulfillmentSagas.sagaUuid, order.sagaUuid));
    const folded = troubleOf(await world.sagaOf(order));
    expect(row?.trouble ?? null).toBe(folded && fingerprintOf(folded));
    seen.push(row?.trouble ?? null);
  }
  expect(seen).toEqual([
    null,
    null,
    "prescription.forward.rate_limited",
    "prescription.forward.timeout",
    null,
    "prescription.forward.unauthorized",
    null,
    "prescription.undo.unavailable",
    "prescription.undo.already_dispensed",
    null,
    null,
  ]);
});
