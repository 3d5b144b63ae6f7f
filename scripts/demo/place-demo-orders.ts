import { randomBytes, randomInt } from "node:crypto";
import { makeOrders, type Story } from "./make-orders.ts";
import { createStorefrontClient } from "./storefront-client.ts";

export type PlacedOrder = { story: Story; orderId: string; orderNumber: string };

export type PlaceOptions = {
  webUrl: string;
  apiKey: string;
  /** The bundled partners. Made-up orders must never reach a real pharmacy. */
  sandboxUrl: string | null;
  orders: number;
  /** Requests under way at once. */
  concurrency?: number;
  /** The same seed gives the same people and medicines; the orders are new all the same. */
  seed?: number;
  /** Adds one order whose undo is refused, so that it waits for a person. */
  withParked?: boolean;
  onPlaced?: (placed: number) => void;
};

export const DEFAULT_CONCURRENCY = 8;

/** Places made-up orders through the public API; resolves when each is acknowledged. */
export async function placeDemoOrders(options: PlaceOptions): Promise<PlacedOrder[]> {
  if (options.sandboxUrl === null) {
    throw new Error("Real partners are connected: made-up orders are for the bundled ones only.");
  }
  const client = createStorefrontClient(options);
  const orders = makeOrders({
    orders: options.orders,
    seed: options.seed ?? randomInt(2 ** 32),
    runId: randomBytes(6).toString("hex"),
    withParked: options.withParked ?? true,
  });
  const waiting = orders.values();
  const placed: PlacedOrder[] = [];
  let failed = false;
  const placeOn = async () => {
    for (const order of waiting) {
      // One lane's failure is everybody's: what is refused once would be refused every time.
      if (failed) return;
      const { orderId, orderNumber } = await client.place(order).catch((error: unknown) => {
        failed = true;
        throw error;
      });
      placed.push({ story: order.story, orderId, orderNumber });
      options.onPlaced?.(placed.length);
    }
  };
  const lanes = Math.min(options.concurrency ?? DEFAULT_CONCURRENCY, orders.length);
  await Promise.all(Array.from({ length: lanes }, placeOn));
  return placed;
}
