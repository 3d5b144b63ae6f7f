import { z } from "zod";
import { withClient } from "#scripts/postgres/prepare-database";
import type { BenchDatabase } from "../cluster.ts";
import type { Bench } from "../report/figure.ts";
import { orderRequests } from "./order-requests.ts";
import { openProduct } from "./product.ts";
import { CONNECTIONS, type Side } from "./side.ts";

const placed = z.object({ orderId: z.uuid() });

/** `orders.place` in the production build. No worker runs: what is asked is how fast orders are taken. */
export async function openPlaceSide(
  bench: Bench,
  database: BenchDatabase,
): Promise<Side & { assertStored(): Promise<void> }> {
  const product = await openProduct(bench, database);
  const web = await product.start("web");
  const orderIds: string[] = [];
  return {
    target: { url: product.webUrl, connections: CONNECTIONS },
    requests: orderRequests(product.apiKey),
    check(answers) {
      for (const { text } of answers) orderIds.push(placed.parse(JSON.parse(text)).orderId);
    },
    assertStored: () => assertStored(database, orderIds),
    stop: () => web.stop(),
  };
}

/** Each answer told of another order, all of them are in the database, and no other is. */
async function assertStored(database: BenchDatabase, orderIds: readonly string[]): Promise<void> {
  const { stored, all } = await withClient(database.superuserUrl, async (client) => {
    const { rows } = await client.query<{ stored: number; all: number }>(
      `select count(*)::int "all", count(*) filter (where order_uuid = any($1::uuid[]))::int stored
       from orders join order_fulfillment_sagas using (order_uuid)`,
      [orderIds],
    );
    return rows[0] ?? { stored: 0, all: 0 };
  });
  const distinct = new Set(orderIds).size;
  if (distinct === orderIds.length && stored === distinct && all === distinct) return;
  throw new Error(
    `${orderIds.length} answers told of ${distinct} orders; ${stored} of them are stored, ${all} in all.`,
  );
}
