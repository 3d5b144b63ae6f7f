import { expect, test } from "vitest";
import { readerOf, recorded, versionOf } from "./events.ts";
import { fold } from "./evolve.ts";
import { NOT_STARTED } from "./types.ts";
import { upcast } from "./upcast.ts";

const STARTED = { orderUuid: "order-1", definitionVersion: 1, deadlineAt: 9_000 };

test("data of the newest version is left as it is", () => {
  const data = { ...STARTED, readerVersion: 2 };
  expect(upcast("OrderFulfillmentSagaStarted", 2, data)).toBe(data);
});

test("a saga of the first version is read as one that the first reader understood", () => {
  expect(upcast("OrderFulfillmentSagaStarted", 1, STARTED)).toEqual({
    ...STARTED,
    readerVersion: 1,
  });
});

test("a customer who was told in the first version was told by e-mail", () => {
  expect(upcast("CustomerNotified", 1, { kind: "shipped" })).toEqual({
    kind: "shipped",
    channel: "email",
  });
});

test("an event of a version that does not exist yet needs a reader that does not exist either", () => {
  const event = recorded({ type: "NoteAdded", data: { noteId: "n", by: { type: "system" } } }, 1);
  expect(readerOf(event)).toBe(1);
  expect(readerOf({ ...event, eventVersion: versionOf("NoteAdded") + 1 })).toBeGreaterThan(1_000);
});

test("the reader that a saga asks for is the newest that any of its events needs, whoever folds them", () => {
  const started = { type: "OrderFulfillmentSagaStarted", at: 1 } as const;
  const note = recorded({ type: "NoteAdded", data: { noteId: "n", by: { type: "system" } } }, 2);
  const old = { ...started, eventVersion: 1, data: { ...STARTED, readerVersion: 1 } };
  const now = { ...started, eventVersion: 2, data: { ...STARTED, readerVersion: 2 } };
  expect(fold([old, note], "saga-1", NOT_STARTED)).toMatchObject({ minReaderVersion: 1 });
  expect(fold([now, note], "saga-1", NOT_STARTED)).toMatchObject({ minReaderVersion: 2 });
});
