import { setTimeout as pause } from "node:timers/promises";
import { addScenario, clearScenarios } from "../sandbox.ts";
import { followOrder, type PlacedOrder, placeOrder, type Trouble } from "../shop.ts";

/** One order in each state that a picture shows, by the name of its picture. */
export type Stage = Readonly<Record<string, string>>;

const WITHIN_MS = 30_000;
/** Longer than all pictures take. */
const STAYS_SECONDS = 3_600;

/** Places orders as a storefront does and lets the bundled partners misbehave until each state is there. */
export async function setStage(): Promise<Stage> {
  const completed = await placedUntil("shipped");
  const cancelled = await placedUntil("cancelled", "out_of_stock");
  const undoRefused = await placedUntil("on_hold", "undo_refused");

  await addScenario({ partner: "notifications", behaviour: "permanent" });
  const notTold = await placedUntil("shipped");
  await clearScenarios();

  await addScenario({ partner: "inventory", behaviour: "reject", code: "schema_invalid" });
  const needsAPerson = await placedUntil("on_hold");

  await addScenario({ partner: "carrier", operation: "create", behaviour: "drop_after" });
  await addScenario({ ...endless("carrier"), operation: "lookup" });
  const unknown = await placeOrder();
  await pause(4_000);

  await addScenario({ ...endless("prescription"), operation: "cancel" });
  const undoing = await placeOrder("out_of_stock");
  // Last: a partner that asks to wait gets nothing more from any order.
  await addScenario({ ...endless("inventory"), operation: "create" });
  const retrying = await placeOrder();
  await pause(4_000);
  const orders = { completed, cancelled, undoRefused, notTold, needsAPerson };
  return Object.fromEntries(
    Object.entries({ ...orders, unknown, undoing, retrying }).map(([state, { orderNumber }]) => [
      state.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      orderNumber,
    ]),
  );
}

const endless = (partner: "carrier" | "prescription" | "inventory") => ({
  partner,
  behaviour: "unavailable",
  retryAfterSeconds: STAYS_SECONDS,
  times: 1_000,
});

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
