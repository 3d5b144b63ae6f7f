import { expect, test } from "./fixtures.ts";
import { readInstance } from "./instance.ts";
import { addScenario, effectsOf } from "./sandbox.ts";
import { followOrder, placeOrder } from "./shop.ts";

test("a worker killed in the middle comes back by itself, and every order ends right", async () => {
  test.slow();
  // Slow enough that calls are on their way at the moment of the kill.
  await addScenario({ partner: "inventory", behaviour: "latency", ms: 300, times: 200 });
  const orders = await Promise.all(Array.from({ length: 30 }, () => placeOrder()));
  const { worker } = readInstance().pids;
  if (worker === null) throw new Error("No worker runs");
  process.kill(worker, "SIGKILL");

  await expect.poll(() => readInstance().pids.worker).not.toBe(worker);
  const statuses = async () => {
    const all = await Promise.all(orders.map(({ orderId }) => followOrder(orderId)));
    return new Set(all.map(({ status }) => status));
  };
  await expect.poll(statuses, { timeout: 60_000 }).toEqual(new Set(["shipped"]));
  for (const { orderNumber } of orders) {
    expect(await effectsOf(orderNumber), orderNumber).toEqual(["created", "reserved", "purchased"]);
  }
});
