import { setTimeout as pause } from "node:timers/promises";
import type { PlacedOrder } from "./place-demo-orders.ts";
import type { FollowedSaga, StorefrontClient } from "./storefront-client.ts";

export type EndState = "COMPLETED" | "CANCELLED" | "PARKED";
export type EndedOrder = PlacedOrder & { sagaUuid: string; end: EndState };

/** A worker that was killed is back long before; longer than this nothing moves any more. */
const STALLED_AFTER_MS = 120_000;
const BETWEEN_ROUNDS_MS = 500;
const LANES = 4;

/**
 * Waits until every order is at its end, asking as a storefront may. Only an
 * order that was meant to wait for a person may end so. Throws, naming the first
 * order that is left, when no order came to its end for two minutes.
 */
export async function awaitEnds(
  client: Pick<StorefrontClient, "follow">,
  orders: readonly PlacedOrder[],
  options: { stalledAfterMs?: number; onEnded?: (ended: number) => void } = {},
): Promise<EndedOrder[]> {
  const { stalledAfterMs = STALLED_AFTER_MS, onEnded } = options;
  const ended: EndedOrder[] = [];
  let open: Open[] = orders.map((order) => ({ order, where: "was never seen" }));
  let movedAt = performance.now();
  while (open.length > 0) {
    const endedBefore = ended.length;
    open = await askRound(client, open, ended);
    onEnded?.(ended.length);
    if (ended.length > endedBefore) movedAt = performance.now();
    const [first] = open;
    if (first && performance.now() - movedAt > stalledAfterMs) {
      throw new Error(
        `${open.length} of ${orders.length} orders have not come to an end, the first is ` +
          `${first.order.orderNumber}: ${first.where}. Does a worker run?`,
      );
    }
    if (first) await pause(BETWEEN_ROUNDS_MS);
  }
  return ended;
}

type Open = { order: PlacedOrder; where: string };

async function askRound(
  client: Pick<StorefrontClient, "follow">,
  open: readonly Open[],
  ended: EndedOrder[],
): Promise<Open[]> {
  const left: Open[] = [];
  const waiting = open.values();
  const ask = async () => {
    for (const { order } of waiting) {
      const saga = await client.follow(order.orderId);
      const end = endOf(order, saga);
      if (end === null) left.push({ order, where: whereOf(saga) });
      else ended.push({ ...order, sagaUuid: saga.sagaUuid, end });
    }
  };
  await Promise.all(Array.from({ length: LANES }, ask));
  return left;
}

function endOf(order: PlacedOrder, { state, parked }: FollowedSaga): EndState | null {
  if (parked !== null) return order.story === "undo_refused" ? "PARKED" : null;
  return state === "COMPLETED" || state === "CANCELLED" ? state : null;
}

const whereOf = ({ state, parked }: FollowedSaga) =>
  parked === null ? state : `${state}, parked ${parked.reason}`;
