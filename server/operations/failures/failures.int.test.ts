import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countFailures } from "#server/failures/count-failures";
import {
  type ConsoleWorld,
  made,
  openConsoleWorld,
  type Placed,
} from "../testing/console-world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

async function failed(code: string, count = 1): Promise<Placed[]> {
  const orders = await Promise.all(Array.from({ length: count }, () => world.place()));
  for (const order of orders) await world.answer(order, { type: "transient", code });
  await countFailures(world.runtime.database);
  return orders;
}

async function groupOf(code: string) {
  const { groups } = await world.as("dana").failures.list();
  const group = groups.find((each) => each.code === code);
  if (!group) throw new Error(`Bug: there is no group of ${code}`);
  return group;
}

test("a group says what failed, how often, since when, and how many orders wait", async () => {
  const [order] = await failed("unavailable", 3);
  if (!order) throw new Error("Bug: orders were placed");
  const group = await groupOf("unavailable");
  expect(group).toMatchObject({
    title: "ScriptLine says it is not available at the moment",
    place: "Prescription",
    open: { count: 3, atLeast: false },
    orders: 3,
    status: "new",
    statusWord: "New",
    owner: null,
  });
  expect(group.hours).toHaveLength(24);
  expect(group.hours.reduce((sum, count) => sum + count, 0)).toBe(3);

  // What goes on by itself is open no longer, but stays in what ever failed.
  await world.answer(order, made("scr_1"));
  expect(await groupOf("unavailable")).toMatchObject({ open: { count: 2 }, orders: 3 });
});

test("a group's page tells cause and effect and shows its orders masked", async () => {
  await failed("rate_limited", 30);
  const { id } = await groupOf("rate_limited");
  const dana = world.as("dana");
  const view = await dana.failures.get({ id });
  expect(view).toMatchObject({
    cause: "ScriptLine was asked to make the prescription: ScriptLine asks us to slow down.",
    effect: "30 orders are tried again by the system.",
    attempts: 30,
  });
  expect(view.orderPage.items).toHaveLength(25);
  const more = await dana.failures.orders({ id, cursor: view.orderPage.nextCursor ?? 0 });
  expect(more).toMatchObject({ nextCursor: null });
  expect(more.items).toHaveLength(5);
  for (const secret of ["Testa", "Person", "testa@", "5552575"]) {
    expect(JSON.stringify(view)).not.toContain(secret);
  }
});

test("notes survive the retry of all orders, and the group's silence", async () => {
  const orders = await failed("pending_review", 2);
  const { id } = await groupOf("pending_review");
  const dana = world.as("dana");
  await dana.failures.addNote({ id, noteId: crypto.randomUUID(), note: "Ask for Ms Hale" });
  for (const order of orders) {
    const { revision } = await world.sagaOf(order);
    await dana.orders.retry({
      sagaUuid: order.sagaUuid,
      actionId: crypto.randomUUID(),
      revision,
      reasonCode: "partner_outage",
    });
    await world.answer(order, made("scr_1"));
  }
  const quiet = await world.as("luis").failures.get({ id });
  expect(quiet).toMatchObject({ open: { count: 0 }, effect: "No order is held up by it now." });
  expect(quiet.notes).toMatchObject([{ author: "Dana Kessler", note: "Ask for Ms Hale" }]);
});

test("a note can neither be changed nor removed", async () => {
  for (const statement of [
    "update failure_group_notes set note = null",
    "delete from failure_group_notes",
  ]) {
    await expect(world.runtime.database.pool.query(statement)).rejects.toThrow("permission denied");
  }
});

describe("what a person says about a group", () => {
  test("is refused when a colleague was faster, who is named", async () => {
    await failed("insufficient_funds");
    const { id } = await groupOf("insufficient_funds");
    const change = { id, revision: 1, owner: "me" as const, note: null };
    const luis = await world.as("luis").failures.change({
      ...change,
      status: "known",
      noteId: crypto.randomUUID(),
    });
    expect(luis).toEqual({ type: "changed" });
    const dana = await world.as("dana").failures.change({
      ...change,
      status: "ignored",
      noteId: crypto.randomUUID(),
    });
    expect(dana).toEqual({
      type: "moved_on",
      because: "Luis Marek changed this group after it was loaded here.",
    });
    expect(await groupOf("insufficient_funds")).toMatchObject({
      status: "known",
      owner: "Luis Marek",
    });
  });

  test("takes it off the count of those nobody has looked at", async () => {
    await failed("circuit_open");
    const dana = world.as("dana");
    const before = await dana.failures.newCount();
    const { id } = await groupOf("circuit_open");
    await dana.failures.change({
      id,
      revision: 1,
      status: "known",
      owner: "unchanged",
      noteId: crypto.randomUUID(),
      note: null,
    });
    expect((await dana.failures.newCount()).count).toBe(before.count - 1);
  });

  test("needs the version that fixes it", async () => {
    await failed("unreachable");
    const { id } = await groupOf("unreachable");
    await expect(
      world.as("dana").failures.change({
        id,
        revision: 1,
        status: "fixed",
        owner: "unchanged",
        noteId: crypto.randomUUID(),
        note: null,
      }),
    ).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});

describe("nobody who is signed out", () => {
  const nobody = () => world.as(null);
  const id = 1;
  const noteId = crypto.randomUUID();
  test.each<[string, () => Promise<unknown>]>([
    ["failures.list", () => nobody().failures.list()],
    ["failures.newCount", () => nobody().failures.newCount()],
    ["failures.get", () => nobody().failures.get({ id })],
    ["failures.orders", () => nobody().failures.orders({ id, cursor: 0 })],
    [
      "failures.change",
      () =>
        nobody().failures.change({
          id,
          revision: 1,
          status: "known",
          owner: "me",
          noteId,
          note: null,
        }),
    ],
    ["failures.addNote", () => nobody().failures.addNote({ id, noteId, note: "Hello there" })],
    [
      "bulk.preview",
      () => nobody().bulk.preview({ bulkUuid: noteId, kind: "retry", set: { type: "group", id } }),
    ],
    ["bulk.start", () => nobody().bulk.start({ bulkId: id, reasonCode: "partner_outage" })],
    ["bulk.get", () => nobody().bulk.get({ id })],
    ["bulk.steer", () => nobody().bulk.steer({ bulkId: id, steer: "pause" })],
  ])("may call %s", async (_, call) => {
    const reason: unknown = await call().then(
      () => null,
      (error: unknown) => error,
    );
    if (!(reason instanceof TRPCError)) throw new Error("It was not refused");
    expect(reason.code).toBe("UNAUTHORIZED");
  });
});
