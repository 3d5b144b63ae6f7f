import { setTimeout as pause } from "node:timers/promises";
import { addScenario, clearScenarios } from "../sandbox.ts";
import { followOrder, type PlacedOrder, placeOrder, type Trouble } from "../shop.ts";

const WITHIN_MS = 30_000;
/** Longer than all pictures take. */
const STAYS_SECONDS = 3_600;
/** From being asked to being told to wait. */
const TRIED_AFTER_MS = 4_000;

/**
 * How an order comes into each state that a picture shows, as a storefront and the bundled partners
 * bring it there. In this order: a partner that asks to wait gets nothing more from any order.
 */
const ways = {
  completed: () => placedUntil("shipped"),
  cancelled: () => placedUntil("cancelled", "out_of_stock"),
  "undo-refused": () => placedUntil("on_hold", "undo_refused"),
  "not-told": async () => {
    await addScenario({ partner: "notifications", behaviour: "permanent" });
    const placed = await placedUntil("shipped");
    await clearScenarios();
    return placed;
  },
  "needs-a-person": async () => {
    await addScenario({ partner: "inventory", behaviour: "reject", code: "schema_invalid" });
    return placedUntil("on_hold");
  },
  unknown: async () => {
    await addScenario({ partner: "carrier", operation: "create", behaviour: "drop_after" });
    await addScenario({ ...endless("carrier"), operation: "lookup" });
    return placedAndTried();
  },
  undoing: async () => {
    await addScenario({ ...endless("prescription"), operation: "cancel" });
    return placedAndTried("out_of_stock");
  },
  retrying: async () => {
    await addScenario({ ...endless("inventory"), operation: "create" });
    return placedAndTried();
  },
} satisfies Record<string, () => Promise<PlacedOrder>>;

export type StageState = keyof typeof ways;
/** The numbers of the orders that are there. */
export type Stage = Partial<Record<StageState, string>>;

/** Brings an order into each of these states, and into no other. */
export async function setStage(wanted: ReadonlySet<StageState>): Promise<Stage> {
  const stage: Stage = {};
  for (const [state, bring] of Object.entries(ways) as [StageState, () => Promise<PlacedOrder>][]) {
    if (wanted.has(state)) stage[state] = (await bring()).orderNumber;
  }
  return stage;
}

const endless = (partner: "carrier" | "prescription" | "inventory") => ({
  partner,
  behaviour: "unavailable",
  retryAfterSeconds: STAYS_SECONDS,
  times: 1_000,
});

async function placedAndTried(trouble?: Trouble): Promise<PlacedOrder> {
  const placed = await placeOrder(trouble);
  await pause(TRIED_AFTER_MS);
  return placed;
}

async function placedUntil(status: string, trouble?: Trouble): Promise<PlacedOrder> {
  const placed = await placeOrder(trouble);
  const until = Date.now() + WITHIN_MS;
  for (;;) {
    const { status: now } = await followOrder(placed.orderId);
    if (now === status) return placed;
    if (Date.now() > until) throw new Error(`${placed.orderNumber} is ${now}, not ${status}`);
    await pause(200);
  }
}
