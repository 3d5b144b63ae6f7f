import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConsoleWorld, openConsoleWorld, type Placed } from "../testing/console-world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

const MINUTE = 60_000;

async function timePasses({ sagaUuid }: Placed, minutes: number): Promise<void> {
  await world.db.execute(sql`
    update claims set claimed_at = claimed_at - ${minutes} * interval '1 min',
      expires_at = expires_at - ${minutes} * interval '1 min'
    where saga_uuid = ${sagaUuid} and ended_at is null`);
}

const minutesLeft = (until: string | undefined) =>
  Math.round((Date.parse(until ?? "") - Date.now()) / MINUTE);

describe("a claim", () => {
  test("makes an order somebody's for half an hour, seen by all", async () => {
    const order = await world.place();
    const answer = await world.as("dana").claims.claim(named(order));
    expect(answer).toMatchObject({ type: "claimed", claim: { mine: true, takenOver: null } });
    const seen = await world.as("luis").claims.of(named(order));
    expect(seen).toMatchObject({ ownerName: "Dana Kessler", mine: false });
    expect(minutesLeft(seen?.until)).toBe(30);
  });

  test("of two people at once is one person's, and the other is told whose", async () => {
    for (let round = 0; round < 10; round += 1) {
      const order = await world.place();
      const [dana, luis] = await Promise.all([
        world.as("dana").claims.claim(named(order)),
        world.as("luis").claims.claim(named(order)),
      ]);
      expect([dana.type, luis.type].toSorted()).toEqual(["claimed", "taken"]);
      const loser = dana.type === "taken" ? dana : luis;
      const winner = dana.type === "taken" ? "Luis Marek" : "Dana Kessler";
      expect(loser).toMatchObject({ because: `${winner} has this order now.` });
    }
  });

  test("runs out by itself, and the order is anybody's again", async () => {
    const order = await world.place();
    await world.as("dana").claims.claim(named(order));
    await timePasses(order, 31);
    expect(await world.as("dana").claims.of(named(order))).toBeNull();
    expect(await world.as("luis").claims.claim(named(order))).toMatchObject({
      type: "claimed",
      claim: { ownerName: "Luis Marek", takenOver: null },
    });
  });

  test("that ran out is one person's too when two reach for the order at once", async () => {
    const order = await world.place();
    await world.as("dana").claims.claim(named(order));
    await timePasses(order, 31);
    const answers = await Promise.all([
      world.as("dana").claims.claim(named(order)),
      world.as("luis").claims.claim(named(order)),
    ]);
    expect(answers.map(({ type }) => type).toSorted()).toEqual(["claimed", "taken"]);
  });

  test("lasts longer when its owner acts or writes, and not when somebody else does", async () => {
    const order = await world.place();
    const dana = world.as("dana");
    await dana.claims.claim(named(order));
    await timePasses(order, 20);
    const hold = async (as: "dana" | "luis", kind: "hold" | "release") =>
      world.as(as).orders[kind]({
        ...named(order),
        actionId: randomUUID(),
        revision: (await world.sagaOf(order)).revision,
        reasonCode: "customer_request",
      });
    expect(await hold("luis", "hold")).toMatchObject({ type: "accepted" });
    expect(minutesLeft((await dana.claims.of(named(order)))?.until)).toBe(10);
    expect(await hold("dana", "release")).toMatchObject({ type: "accepted" });
    expect(minutesLeft((await dana.claims.of(named(order)))?.until)).toBe(30);
    await timePasses(order, 20);
    await dana.notes.write({ ...named(order), noteId: randomUUID(), version: 1, text: "Called." });
    expect(minutesLeft((await dana.claims.of(named(order)))?.until)).toBe(30);
  });

  test("is given back by whoever has it, and by nobody else", async () => {
    const order = await world.place();
    await world.as("dana").claims.claim(named(order));
    expect(await world.as("luis").claims.release(named(order))).toEqual({ released: false });
    expect(await world.as("dana").claims.release(named(order))).toEqual({ released: true });
    expect(await world.as("luis").claims.of(named(order))).toBeNull();
  });

  test("is not to be had on an order that does not exist", async () => {
    const nowhere = { sagaUuid: randomUUID() };
    await expect(world.as("dana").claims.claim(nowhere)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const takeOver = { ...nowhere, claimId: randomUUID(), note: "mine now" };
    await expect(world.as("dana").claims.takeOver(takeOver)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("a take-over", () => {
  async function claimed() {
    const order = await world.place();
    const { claim } = await world.as("dana").claims.claim(named(order));
    return { order, claim };
  }

  test("goes with a note that everybody sees", async () => {
    const { order, claim } = await claimed();
    const note = "Dana is off shift.";
    const taken = await world
      .as("luis")
      .claims.takeOver({ ...named(order), claimId: claim.claimId, note });
    expect(taken).toMatchObject({ type: "claimed" });
    expect(await world.as("dana").claims.of(named(order))).toMatchObject({
      ownerName: "Luis Marek",
      mine: false,
      takenOver: { from: "Dana Kessler", note },
    });
  });

  test("needs a note that can be kept", async () => {
    const { order, claim } = await claimed();
    for (const note of ["", "  ", "a\u0000b"]) {
      await expect(
        world.as("luis").claims.takeOver({ ...named(order), claimId: claim.claimId, note }),
      ).rejects.toMatchObject({ code: "BAD_REQUEST" });
    }
  });

  test("takes nothing from whoever claimed the order since the page was loaded", async () => {
    const { order, claim } = await claimed();
    const luis = world.as("luis");
    await luis.claims.takeOver({ ...named(order), claimId: claim.claimId, note: "Mine now." });
    const late = await world
      .as("dana")
      .claims.takeOver({ ...named(order), claimId: claim.claimId, note: "Back again." });
    expect(late).toMatchObject({ type: "taken", because: "Luis Marek has this order now." });
  });
});

test("the list of orders shows who has each now, as each person sees it, and how many notes it has", async () => {
  const [had, lapsed, free] = [await world.place(), await world.place(), await world.place()];
  for (const order of [had, lapsed]) await world.as("dana").claims.claim(named(order));
  await timePasses(lapsed, 31);
  for (const text of ["Called.", "Called again."]) {
    const note = { noteId: randomUUID(), version: 1, text };
    await world.as("luis").notes.write({ ...named(had), ...note });
  }
  const seenBy = async (viewer: "dana" | "luis") => {
    const { items } = await world.as(viewer).orders.list({ limit: 3 });
    const rows = new Map(items.map((row) => [row.orderNumber, row]));
    return [had, lapsed, free].map(({ orderNumber }) => {
      const row = rows.get(orderNumber);
      return [row?.claim?.ownerName ?? null, row?.claim?.mine ?? null, row?.notes];
    });
  };
  const nobody = [null, null, 0];
  expect(await seenBy("dana")).toEqual([["Dana Kessler", true, 2], nobody, nobody]);
  expect(await seenBy("luis")).toEqual([["Dana Kessler", false, 2], nobody, nobody]);
});

test("a claim keeps nobody's action from being carried out", async () => {
  const order = await world.place();
  await world.as("dana").claims.claim(named(order));
  const { revision } = await world.sagaOf(order);
  const undo = { ...named(order), actionId: randomUUID(), revision };
  expect(
    await world.as("luis").orders.undo({ ...undo, reasonCode: "customer_request" }),
  ).toMatchObject({ type: "accepted" });
});

function named({ sagaUuid }: Placed) {
  return { sagaUuid };
}
