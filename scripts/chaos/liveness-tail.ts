import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { makeOrders } from "#scripts/demo/make-orders";
import type { StorefrontClient } from "#scripts/demo/storefront-client";

export type Tail = {
  orderIds: readonly string[];
  tookMs: number;
  /** Numbers of those that were not completed in time. */
  open: readonly string[];
};

const ORDERS = 30;
const LOOK_EVERY_MS = 100;
/** A minute's wait would hide a system that answers and does nothing. */
export const TAIL_WITHIN_MS = 30_000;

/**
 * A run would pass if everything had answered with an error: once all is
 * healed, the last orders must go through, every one and soon.
 */
export async function placeTail(
  admin: pg.Pool,
  storefront: Pick<StorefrontClient, "place">,
  seed: number,
): Promise<Tail> {
  const orders = makeOrders({
    orders: ORDERS * 2,
    seed,
    runId: `chaos-tail-${seed}`,
    withParked: false,
  })
    .filter(({ story }) => story === "completes")
    .slice(0, ORDERS);
  const startedMs = performance.now();
  const placed = await Promise.all(orders.map((order) => storefront.place(order)));
  const orderIds = placed.map(({ orderId }) => orderId);
  for (;;) {
    const open = await readOpen(admin, orderIds);
    const tookMs = Math.round(performance.now() - startedMs);
    if (open.length === 0 || tookMs > TAIL_WITHIN_MS) return { orderIds, tookMs, open };
    await pause(LOOK_EVERY_MS);
  }
}

async function readOpen(admin: pg.Pool, orderIds: readonly string[]): Promise<string[]> {
  const { rows } = await admin.query<{ order_number: string }>(
    `select o.order_number from orders o
     join order_fulfillment_sagas g on g.order_uuid = o.order_uuid
     where o.order_uuid = any($1::uuid[]) and g.state <> 'COMPLETED'`,
    [orderIds],
  );
  return rows.map((row) => row.order_number);
}
