import { expect, test } from "vitest";
import { Slots } from "./slots.ts";

test("a slot is taken for as long as its work runs, also if that fails", async () => {
  const slots = new Slots(2);
  const gate = Promise.withResolvers<void>();
  const held = slots.hold(() => gate.promise);
  expect(slots.free).toBe(1);
  gate.reject(new Error("failed for the test"));
  await expect(held).rejects.toThrow("failed for the test");
  expect(slots.free).toBe(2);
});

test("several slots are held together, so that two loops never count on the same one", async () => {
  const slots = new Slots(10);
  const gate = Promise.withResolvers<void>();
  const held = slots.reserving(7, () => gate.promise);
  expect(slots.free).toBe(3);
  gate.resolve();
  await held;
  expect(slots.free).toBe(10);
});

test("everybody who waits for a free slot hears of the next one", async () => {
  const slots = new Slots(1);
  const gate = Promise.withResolvers<void>();
  void slots.hold(() => gate.promise);
  const waiting = [slots.freed(), slots.freed()];
  gate.resolve();
  await expect(Promise.all(waiting)).resolves.toHaveLength(2);
});

test("drained means that nothing is under way", async () => {
  const slots = new Slots(3);
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  for (const gate of gates) void slots.hold(() => gate.promise);
  let drained = false;
  const all = slots.drained().then(() => {
    drained = true;
  });
  gates[0]?.resolve();
  await slots.freed();
  expect(drained).toBe(false);
  gates[1]?.resolve();
  await all;
  await expect(new Slots(1).drained()).resolves.toBeUndefined();
});
