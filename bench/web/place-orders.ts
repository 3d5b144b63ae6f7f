import { z } from "zod";
import { orderRequests } from "./order-requests.ts";
import type { Product } from "./product.ts";
import { sendAll } from "./send-all.ts";

const CONNECTIONS = 16;

const placed = z.object({ orderId: z.uuid(), orderNumber: z.string() });
export type PlacedOrder = z.infer<typeof placed>;

/** Places orders over the public API; the web process must run. */
export async function placeOrders(
  { webUrl, apiKey }: Product,
  count: number,
): Promise<PlacedOrder[]> {
  const target = { url: webUrl, connections: CONNECTIONS };
  const answers = await sendAll(target, orderRequests(apiKey).take(count));
  return answers.map(({ status, text }) => {
    if (status !== 201) throw new Error(`An order was answered ${status}: ${text}`);
    return placed.parse(JSON.parse(text));
  });
}
