import { describe, expect, test } from "vitest";
import { QUEUES, type Queue } from "#server/queue/queues";
import { Capacity, type Share } from "./capacity.ts";

const shares = (share: Share) =>
  Object.fromEntries(QUEUES.map((queue) => [queue, share])) as Record<Queue, Share>;

const OTHERS = QUEUES.length - 1;
const roomy = () => new Capacity(100, shares({ kept: 1, most: 50 }));

describe("a place", () => {
  test("is taken until it is given back, and given back once", () => {
    const bulkhead = roomy().of("create-prescription");
    const place = bulkhead.take();
    expect(bulkhead.taken).toBe(1);
    place.free();
    place.free();
    expect(bulkhead.taken).toBe(0);
  });

  test("moves on with its work, and back again if what it moved for did not happen", () => {
    const capacity = roomy();
    const [from, to] = [capacity.of("create-prescription"), capacity.of("reserve-inventory")];
    const place = from.take();
    const back = place.moveTo("reserve-inventory");
    expect([from.taken, to.taken]).toEqual([0, 1]);
    back?.();
    expect([from.taken, to.taken]).toEqual([1, 0]);
    place.moveTo("reserve-inventory");
    place.free();
    expect([from.taken, to.taken]).toEqual([0, 0]);
  });

  test("that was freed meanwhile does not move back", () => {
    const capacity = roomy();
    const place = capacity.of("create-prescription").take();
    const back = place.moveTo("reserve-inventory");
    place.free();
    back?.();
    expect(QUEUES.map((queue) => capacity.of(queue).taken)).toEqual(QUEUES.map(() => 0));
  });

  test("does not move to a queue that has all it may have", () => {
    const capacity = new Capacity(100, shares({ kept: 1, most: 2 }));
    capacity.of("reserve-inventory").take();
    capacity.of("reserve-inventory").take();
    expect(capacity.of("create-prescription").take().moveTo("reserve-inventory")).toBeNull();
  });

  test("that is kept for a queue does not move out of it into what all share", () => {
    const capacity = new Capacity(QUEUES.length, shares({ kept: 1, most: 5 }));
    const place = capacity.of("create-prescription").take();
    capacity.of("reserve-inventory").take();
    expect(place.moveTo("reserve-inventory")).toBeNull();
    expect(place.moveTo("initiate-shipment")).not.toBeNull();
  });
});

describe("room", () => {
  test("is what nobody has and nobody else is sure of, up to the most that one queue may have", () => {
    const capacity = new Capacity(20, shares({ kept: 2, most: 15 }));
    const [slow, other] = [capacity.of("initiate-shipment"), capacity.of("void-shipment")];
    expect(slow.free).toBe(20 - 2 * OTHERS);
    while (slow.tryTake());
    expect(slow.taken).toBe(20 - 2 * OTHERS);
    expect(other.free).toBe(2);
    expect(new Capacity(1_000, shares({ kept: 2, most: 15 })).of("void-shipment").free).toBe(15);
  });

  test("may be gone for work that is in hand already, which takes a place in any case", () => {
    const bulkhead = new Capacity(QUEUES.length, shares({ kept: 1, most: 1 })).of("cancel-order");
    expect(bulkhead.tryTake()).not.toBeNull();
    expect(bulkhead.tryTake()).toBeNull();
    bulkhead.take();
    expect(bulkhead.free).toBe(-1);
  });

  test("is held for several at once, so that two loops never count on the same", async () => {
    const bulkhead = roomy().of("create-prescription");
    const before = bulkhead.free;
    const gate = Promise.withResolvers<void>();
    const held = bulkhead.reserving(7, () => gate.promise);
    expect(bulkhead.free).toBe(before - 7);
    gate.reject(new Error("failed for the test"));
    await expect(held).rejects.toThrow("failed for the test");
    expect(bulkhead.free).toBe(before);
  });
});

test("everybody who waits for a free place hears of the next one, in whichever queue", async () => {
  const capacity = roomy();
  const place = capacity.of("create-prescription").take();
  const waiting = [capacity.freed(), capacity.of("void-shipment").freed()];
  place.free();
  await expect(Promise.all(waiting)).resolves.toHaveLength(2);
});

test("drained means that nothing is under way in any queue", async () => {
  const capacity = roomy();
  const places = [capacity.of("create-prescription").take(), capacity.of("cancel-order").take()];
  let drained = false;
  const all = capacity.drained().then(() => {
    drained = true;
  });
  places[0]?.free();
  await Promise.resolve();
  expect(drained).toBe(false);
  places[1]?.free();
  await all;
  await expect(roomy().drained()).resolves.toBeUndefined();
});
