import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

const note = (
  { sagaUuid }: Placed,
  text: string,
  { noteId = randomUUID(), version = 1 }: { noteId?: string; version?: number } = {},
) => ({ sagaUuid, noteId, version, text });

async function notesOf(order: Placed, viewer: "dana" | "luis" = "dana") {
  const { timeline } = await world.as(viewer).orders.get({ orderNumber: order.orderNumber });
  return timeline.flatMap((item) => item.note ?? []);
}

describe("a note", () => {
  test("stands in the order's story with its author, for everybody", async () => {
    const order = await world.place();
    expect(await world.as("dana").notes.write(note(order, "Called.\nNeeds it by Wed."))).toEqual({
      type: "noted",
    });
    const { timeline } = await world.as("luis").orders.get({ orderNumber: order.orderNumber });
    expect(timeline.at(-1)).toMatchObject({
      lead: "Dana Kessler",
      rest: "wrote a note",
      actor: { kind: "person", name: "Dana Kessler" },
      note: { text: "Called.\nNeeds it by Wed.", version: 1, mine: false, editedAt: null },
    });
  });

  test("is told by an event that holds its id and not a word of it", async () => {
    const order = await world.place();
    const written = note(order, "Mrs Lindqvist is on holiday");
    await world.as("dana").notes.write(written);
    const { rows } = await world.db.execute(sql`
      select event_data, metadata from event_store
      where aggregate_uuid = ${order.sagaUuid} and event_type = 'NoteAdded'`);
    expect(rows).toMatchObject([
      { event_data: { noteId: written.noteId, by: { type: "person", id: "dana" } } },
    ]);
    expect(JSON.stringify(rows)).not.toContain("Lindqvist");
  });

  test("pressed twice, or sent again after a lost answer, is kept once", async () => {
    const order = await world.place();
    const written = note(order, "Once");
    const presses = [1, 2, 3].map(() => world.as("dana").notes.write(written));
    expect(await Promise.all(presses)).toEqual(presses.map(() => ({ type: "noted" })));
    expect(await world.as("dana").notes.write(written)).toEqual({ type: "noted" });
    expect(await notesOf(order)).toHaveLength(1);
  });

  test("changed is a new version in the same place; the old one stays in its table", async () => {
    const order = await world.place();
    const first = note(order, "Callled");
    const dana = world.as("dana");
    await dana.notes.write(first);
    await dana.notes.write(note(order, "Another"));
    await dana.notes.write({ ...first, version: 2, text: "Called" });
    const shown = await notesOf(order);
    expect(shown.map(({ text, version }) => [text, version])).toEqual([
      ["Called", 2],
      ["Another", 1],
    ]);
    expect(shown[0]?.editedAt).not.toBeNull();
    const { rows } = await world.db.execute(sql`
      select text from notes where note_id = ${first.noteId} order by version`);
    expect(rows).toEqual([{ text: "Callled" }, { text: "Called" }]);
    await expect(world.db.execute(sql`delete from notes`)).rejects.toThrow();
    await expect(world.db.execute(sql`update notes set text = 'x'`)).rejects.toThrow();
  });

  test("is changed by its author only, and from the version on the screen", async () => {
    const order = await world.place();
    const first = note(order, "Mine");
    await world.as("dana").notes.write(first);
    const edit = { ...first, version: 2 };
    expect(await world.as("luis").notes.write({ ...edit, text: "Yours" })).toEqual({
      type: "not_done",
      because: "Only who wrote a note may change it.",
    });
    await world.as("dana").notes.write({ ...edit, text: "Mine, changed" });
    expect(await world.as("dana").notes.write({ ...edit, text: "Otherwise" })).toMatchObject({
      type: "not_done",
    });
    expect((await notesOf(order))[0]?.text).toBe("Mine, changed");
    const elsewhere = await world.place();
    await expect(
      world.as("dana").notes.write({ ...edit, sagaUuid: elsewhere.sagaUuid, version: 3 }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("keeps nobody's action from being carried out, and survives it", async () => {
    const order = await world.place();
    await world.answer(order, { type: "transient", code: "rate_limited" });
    const { revision } = await world.sagaOf(order);
    await world.as("dana").notes.write(note(order, "They ask us to wait"));
    const retry = { sagaUuid: order.sagaUuid, actionId: randomUUID(), revision };
    expect(
      await world.as("luis").orders.retry({ ...retry, reasonCode: "partner_outage" }),
    ).toMatchObject({ type: "accepted" });
    await world.answer(order, made("scr_1"), made("hold_1"), made("ship_1"));
    await world.as("luis").notes.write(note(order, "Done by now"));
    expect((await notesOf(order)).map(({ text }) => text)).toEqual([
      "They ask us to wait",
      "Done by now",
    ]);
  });

  test("too long, empty or with a control character is refused at the edge", async () => {
    const order = await world.place();
    for (const text of ["", " \n ", "x".repeat(2_001), "a\u0000b", "a\u202eb"]) {
      await expect(world.as("dana").notes.write(note(order, text))).rejects.toMatchObject({
        code: "BAD_REQUEST",
      });
    }
  });
});
