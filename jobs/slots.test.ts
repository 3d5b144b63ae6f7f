import { expect, test } from "vitest";
import { Slots } from "./slots.ts";

test("a place is taken until it is given back, and given back once", () => {
  const slots = new Slots(2);
  const place = slots.take();
  expect(slots.free).toBe(1);
  place.free();
  place.free();
  expect(slots.free).toBe(2);
});

test("without room there is no place, but for work that is in hand already", () => {
  const slots = new Slots(1);
  expect(slots.tryTake()).not.toBeNull();
  expect(slots.tryTake()).toBeNull();
  slots.take();
  expect(slots.free).toBe(-1);
});

test("several slots are held together, so that two loops never count on the same one", async () => {
  const slots = new Slots(10);
  const gate = Promise.withResolvers<void>();
  const held = slots.reserving(7, () => gate.promise);
  expect(slots.free).toBe(3);
  gate.reject(new Error("failed for the test"));
  await expect(held).rejects.toThrow("failed for the test");
  expect(slots.free).toBe(10);
});

test("everybody who waits for a free slot hears of the next one", async () => {
  const slots = new Slots(1);
  const place = slots.take();
  const waiting = [slots.freed(), slots.freed()];
  place.free();
  await expect(Promise.all(waiting)).resolves.toHaveLength(2);
});

test("drained means that nothing is under way", async () => {
  const slots = new Slots(3);
  const places = [slots.take(), slots.take()];
  let drained = false;
  const all = slots.drained().then(() => {
    drained = true;
  });
  places[0]?.free();
  await Promise.resolve();
  expect(drained).toBe(false);
  places[1]?.free();
  await all;
  await expect(new Slots(1).drained()).resolves.toBeUndefined();
});
