import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import { dataDir } from "./instance.ts";
import { addScenario, clearScenarios, effectsOf } from "./sandbox.ts";
import { followOrder, placeOrder } from "./shop.ts";

const linesOf = (message: string) =>
  readFileSync(join(dataDir(), "logs", "worker.log"), "utf8")
    .split("\n")
    .filter((line) => line.includes(`"${message}"`)).length;

test("a partner that refuses our key cancels nobody, is told once, and once it takes the key all orders go on", async ({
  pageOf,
}) => {
  test.slow();
  const toldBefore = linesOf("partner.circuit_opened");
  for (const operation of ["create", "lookup"]) {
    await addScenario({ partner: "inventory", operation, behaviour: "config_401", times: 100_000 });
  }
  const orders = await Promise.all(Array.from({ length: 20 }, () => placeOrder()));
  const page = await pageOf("support");
  await page.goto("/orders");
  const banner = page.getByText(/Nothing is sent to .* since/);
  await expect(banner).toHaveCount(1);
  // Those that come while the key is refused wait for it, too.
  orders.push(...(await Promise.all(Array.from({ length: 20 }, () => placeOrder()))));
  const statuses = async () => {
    const all = await Promise.all(orders.map(({ orderId }) => followOrder(orderId)));
    return [...new Set(all.map(({ status }) => status))].toSorted();
  };
  for (const status of await statuses()) expect(status).toMatch(/received|processing|on_hold/);
  expect(linesOf("partner.circuit_opened") - toldBefore).toBe(1);

  await clearScenarios();
  // Asked every 30 s; nobody touches the console.
  await expect.poll(statuses, { timeout: 90_000 }).toEqual(["shipped"]);
  await expect(banner).toHaveCount(0);
  for (const { orderNumber } of orders) {
    expect(await effectsOf(orderNumber), orderNumber).toEqual(["created", "reserved", "purchased"]);
  }
});
