import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withClient } from "#scripts/postgres/prepare-database";
import {
  type ConsoleWorld,
  made,
  openConsoleWorld,
  type Placed,
} from "../testing/console-world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
  // Orders and sagas are numbered apart, so that no place in one list passes for one in the other.
  await withClient(world.copy.adminUrl, (admin) =>
    admin.query("alter table orders alter column id restart with 5000"),
  );
});
afterAll(() => world.close());

async function stopped(): Promise<Placed> {
  const order = await world.place();
  await world.answer(order, { type: "misconfigured", scope: "request", code: "invalid_request" });
  return order;
}

async function refusedUndo(): Promise<Placed> {
  const order = await world.place();
  await world.answer(
    order,
    made("scr_1"),
    made("hold_1"),
    { type: "rejected", code: "address_undeliverable" },
    { type: "rejected", code: "already_committed" },
  );
  return order;
}

async function untold(): Promise<Placed> {
  const order = await world.place();
  await world.answer(order, made("scr_1"), made("hold_1"), made("ship_1"));
  await world.notify(order, { type: "undeliverable", code: "mailbox_full" });
  return order;
}

const numbers = (orders: { orderNumber: string }[]) => orders.map((each) => each.orderNumber);

/** The most urgent order is the one that was placed first. */
async function numbersOf(owner: "all" | "mine" | "unclaimed", as: "dana" | "luis" = "dana") {
  return numbers((await world.as(as).inbox.list({ owner, limit: 100 })).items);
}

test("an empty inbox says which order reaches its time limit next", async () => {
  const dana = world.as("dana");
  expect(await dana.inbox.list({})).toMatchObject({ items: [], nextLimit: null });
  const first = await world.place();
  await world.place();
  const { deadlineAt } = await world.sagaOf(first);
  expect(await dana.inbox.list({})).toMatchObject({
    items: [],
    nextCursor: null,
    nextLimit: {
      orderNumber: first.orderNumber,
      at: new Date(deadlineAt ?? 0).toISOString(),
    },
  });
});

test("what waits for a person is there with what to do, most urgent first, and the rest is not", async () => {
  await world.place();
  const first = await stopped();
  const told = await untold();
  const refused = await refusedUndo();
  const held = await world.place();
  await world.as("dana").orders.hold({
    sagaUuid: held.sagaUuid,
    actionId: randomUUID(),
    revision: (await world.sagaOf(held)).revision,
    reasonCode: "customer_request",
  });
  const last = await stopped();

  const dana = world.as("dana");
  const { items, nextLimit } = await dana.inbox.list({ limit: 100 });
  expect(numbers(items)).toEqual(numbers([first, told, refused, last]));
  expect(nextLimit).toBeNull();
  expect(
    items.map(({ status: { status }, headline, next }) => [status, headline, next.lead]),
  ).toEqual([
    ["needs_a_person", "ScriptLine cannot take our request for this order", "Tell an operator."],
    [
      "customer_not_told",
      "The order is shipped, but the customer does not know it",
      "Phone the customer",
    ],
    ["undo_refused", "Dockside will not release the stock", "Settle it with Dockside,"],
    ["needs_a_person", "ScriptLine cannot take our request for this order", "Tell an operator."],
  ]);
  const { startedAt } = await world.sagaOf(first);
  expect(Date.parse(items[0]?.dueAt ?? "") - startedAt).toBe(4 * 3_600_000);

  const { counts } = await dana.inbox.counts();
  const listed = (await dana.orders.counts()).counts.needs_a_person;
  expect(counts.all).toEqual(listed);
  expect(counts).toEqual({
    all: { count: 4, atLeast: false },
    mine: { count: 0, atLeast: false },
    unclaimed: { count: 4, atLeast: false },
  });
});

test("pages meet without a gap or a row twice, whatever kind of trouble", async () => {
  for (let i = 0; i < 3; i += 1) {
    await untold();
    await stopped();
    await stopped();
  }
  const dana = world.as("dana");
  const whole = await numbersOf("all");
  const paged: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await dana.inbox.list({ cursor, limit: 2 });
    paged.push(...numbers(page.items));
    cursor = page.nextCursor;
    await stopped();
  } while (cursor !== null && paged.length < whole.length);
  expect(paged.slice(0, whole.length)).toEqual(whole);
});

test("a cursor of another list is refused", async () => {
  const { nextCursor } = await world.as("dana").inbox.list({ limit: 1 });
  await expect(
    world.as("dana").inbox.list({ owner: "mine", cursor: nextCursor }),
  ).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("mine and unclaimed are told apart, with honest counts, until a claim runs out", async () => {
  const all = await numbersOf("all");
  const { items } = await world.as("dana").inbox.list({ limit: 100 });
  const [first, second] = items;
  if (!first || !second) throw new Error("Bug: the tests before left orders behind");
  await world.as("dana").claims.claim({ sagaUuid: first.sagaUuid });
  await world.as("luis").claims.claim({ sagaUuid: second.sagaUuid });
  const running = await world.place();
  await world.as("dana").claims.claim({ sagaUuid: running.sagaUuid });

  expect(await numbersOf("mine")).toEqual([first.orderNumber]);
  expect(await numbersOf("mine", "luis")).toEqual([second.orderNumber]);
  expect(await numbersOf("unclaimed")).toEqual(all.slice(2));
  const shown = await world.as("dana").inbox.list({ limit: 2 });
  expect(shown.items.map(({ claim }) => [claim?.ownerName, claim?.mine])).toEqual([
    ["Dana Kessler", true],
    ["Luis Marek", false],
  ]);
  const { counts } = await world.as("dana").inbox.counts();
  expect([counts.all.count, counts.mine.count, counts.unclaimed.count]).toEqual([
    all.length,
    1,
    all.length - 2,
  ]);

  await world.db.execute(sql`
    update claims set claimed_at = now() - interval '1 h', expires_at = now() - interval '1 s'
    where saga_uuid = ${first.sagaUuid}`);
  expect(await numbersOf("mine")).toEqual([]);
  expect((await numbersOf("unclaimed"))[0]).toBe(first.orderNumber);
});

test("a row says how many notes its order has, whatever was changed in them", async () => {
  const order = await stopped();
  const write = (noteId: string, version: number, text: string) =>
    world.as("dana").notes.write({ sagaUuid: order.sagaUuid, noteId, version, text });
  const noteId = randomUUID();
  await write(noteId, 1, "Callled");
  await write(noteId, 2, "Called");
  await write(randomUUID(), 1, "Called again");
  const { items } = await world.as("luis").inbox.list({ limit: 100 });
  expect(items.find((item) => item.orderNumber === order.orderNumber)?.notes).toBe(2);
});

test("a message that is sent again leaves the inbox, and its receipt tells what became of it", async () => {
  const order = await untold();
  const dana = world.as("dana");
  const view = () => dana.orders.get({ orderNumber: order.orderNumber });
  const wish = async () => ({
    sagaUuid: order.sagaUuid,
    actionId: randomUUID(),
    revision: (await world.sagaOf(order)).revision,
    reasonCode: "customer_request" as const,
  });
  expect((await view()).actions.resend_notice.allowed).toBe(true);
  expect(await dana.orders.resendNotice(await wish())).toMatchObject({ type: "accepted" });
  expect(await numbersOf("all")).not.toContain(order.orderNumber);
  const asked = await view();
  expect(asked.actions.resend_notice).toMatchObject({
    allowed: false,
    because: "The e-mail is on its way already.",
  });
  expect(asked.receipts[0]).toMatchObject({
    kind: "resend_notice",
    title: "E-mail to the customer",
    result: { type: "waiting" },
  });
  expect(asked.timeline.at(-1)).toMatchObject({
    lead: "E-mail to the customer",
    actor: { kind: "person", name: "Dana Kessler" },
  });
  expect(await world.as("luis").orders.resendNotice(await wish())).toMatchObject({
    type: "ignored",
  });

  await world.notify(order, { type: "undeliverable", code: "mailbox_full" });
  expect((await view()).receipts.at(-1)?.result).toEqual({
    type: "same_error",
    text: "Same error again: the customer's mailbox is full",
  });
  expect(await numbersOf("all")).toContain(order.orderNumber);

  await world.as("luis").orders.resendNotice(await wish());
  await world.notify(order, { type: "sent" });
  expect((await view()).receipts[0]?.result).toEqual({
    type: "fixed",
    text: "Fixed: the e-mail was sent",
  });
  expect(await dana.orders.resendNotice(await wish())).toEqual({
    type: "ignored",
    because: "The customer has been told already.",
  });
});
