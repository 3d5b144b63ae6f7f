import { setTimeout as pause } from "node:timers/promises";
import { type DemoOrder, makeOrders, type Story } from "#scripts/demo/make-orders";
import { createRandom } from "#scripts/demo/random";
import type { StorefrontClient } from "#scripts/demo/storefront-client";
import type { Staff, Wish } from "./staff.ts";

export type Acknowledged = {
  story: Story;
  orderId: string;
  orderNumber: string;
  acknowledgedAtMs: number;
};

export type Load = {
  acknowledged: Acknowledged[];
  /** Asked for and never answered, however often, with why. */
  unanswered: string[];
  /** One key, two orders. */
  doubled: string[];
  twins: number;
  wishes: Wish[];
};

/** One in so many places is sent twice at once; so many acknowledged orders are undone by staff. */
const TWIN_IN = 40;
const UNDO_IN = 25;
const UNDO_WITHIN_MS = 8_000;
const TWO_CLICKS_IN = 3;
/** In each block there is one order whose undo is refused, so that it must wait for a person. */
const BLOCK = 200;

/**
 * Places orders at their times, whether or not the earlier ones were answered,
 * and has staff undo some of them. Resolves when everything is answered.
 */
export async function placeLoad(options: {
  storefront: Pick<StorefrontClient, "place">;
  staff: Staff;
  seed: number;
  ordersPerSecond: number;
  lengthMs: number;
  startedAtMs: number;
  onProgress(load: Load, placed: number): void;
  signal: AbortSignal;
}): Promise<Load> {
  const { storefront, staff, seed, ordersPerSecond, lengthMs, startedAtMs, signal } = options;
  const random = createRandom(seed + 1);
  const orders = listOrders(seed);
  const load: Load = { acknowledged: [], unanswered: [], doubled: [], twins: 0, wishes: [] };
  const underWay: Promise<void>[] = [];
  const total = Math.round((lengthMs / 1_000) * ordersPerSecond);

  for (let index = 0; index < total && !signal.aborted; index += 1) {
    // Chance is drawn here, in order, so that it does not depend on who is answered first.
    const chance = {
      isTwin: random.below(TWIN_IN) === 0,
      isUndone: random.below(UNDO_IN) === 0,
      undoAfterMs: random.below(UNDO_WITHIN_MS),
      isClickedTwice: random.below(TWO_CLICKS_IN) === 0,
    };
    const dueMs = startedAtMs + ((index + 0.5) * 1_000) / ordersPerSecond;
    await pause(Math.max(0, dueMs - Date.now()));
    underWay.push(placeOne(orders.next().value, chance));
    options.onProgress(load, index + 1);
  }
  await Promise.all(underWay);
  return load;

  async function placeOne(order: DemoOrder, chance: Chance): Promise<void> {
    try {
      const { orderId, orderNumber } = await placeOnce(order, chance);
      load.acknowledged.push({
        story: order.story,
        orderId,
        orderNumber,
        acknowledgedAtMs: Date.now(),
      });
      if (!chance.isUndone) return;
      await pause(chance.undoAfterMs);
      load.wishes.push(await staff.undo(orderNumber, chance.isClickedTwice));
    } catch (error) {
      const why = error instanceof Error ? error.message : "no answer";
      load.unanswered.push(`${order.idempotencyKey}: ${why}`);
    }
  }

  async function placeOnce(order: DemoOrder, { isTwin }: Chance) {
    if (!isTwin) return storefront.place(order);
    load.twins += 1;
    const [placed, twin] = await Promise.all([storefront.place(order), storefront.place(order)]);
    if (placed.orderId !== twin.orderId) {
      load.doubled.push(`${order.idempotencyKey}: ${placed.orderNumber} and ${twin.orderNumber}`);
    }
    return placed;
  }
}

type Chance = {
  isTwin: boolean;
  isUndone: boolean;
  undoAfterMs: number;
  isClickedTwice: boolean;
};

/** As many as are asked for, the same for the same seed. */
function* listOrders(seed: number): Generator<DemoOrder, never> {
  for (let block = 0; ; block += 1) {
    yield* makeOrders({
      orders: BLOCK,
      seed: seed + block,
      runId: `chaos-${seed}-${block}`,
      withParked: true,
    });
  }
}
