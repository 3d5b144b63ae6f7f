import { randomUUID } from "node:crypto";
import { expect, test } from "./fixtures.ts";
import { OrderPage } from "./pages/order-page.ts";
import { followOrder, placeOrder } from "./shop.ts";

async function placeParkedOrder() {
  const placed = await placeOrder("undo_refused");
  const sagaOf = async () => (await followOrder(placed.orderId)).sagas[0];
  await expect.poll(async () => (await sagaOf())?.parked?.reason).toBe("COMPENSATION_REFUSED");
  return { ...placed, sagaUuid: (await sagaOf())?.sagaUuid ?? "" };
}

test("support is told why recording by hand is not theirs, an admin may", async ({ pageOf }) => {
  const { orderNumber } = await placeParkedOrder();
  const item = (order: OrderPage) =>
    order.menu.getByRole("menuitem", { name: /Record what happened by hand/ });

  const support = new OrderPage(await pageOf("support"));
  await support.goto(orderNumber);
  await support.openMenu();
  await expect(item(support)).toHaveAttribute("aria-disabled", "true");
  await expect(item(support)).toContainText("Only an admin may record what happened by hand.");

  const admin = new OrderPage(await pageOf("admin"));
  await admin.goto(orderNumber);
  await admin.openMenu();
  await expect(item(admin)).toHaveAttribute("aria-disabled", "false");
});

test("what only an admin may is refused to support with 403, whatever the page shows", async ({
  pageOf,
  baseURL,
}) => {
  const { sagaUuid } = await placeParkedOrder();
  const { request } = (await pageOf("support")).context();
  const headers = { origin: baseURL ?? "" };
  const wishes: [name: string, input: object][] = [
    [
      "orders.resolve",
      {
        sagaUuid,
        actionId: randomUUID(),
        revision: 1,
        reasonCode: "test_order",
        happened: true,
      },
    ],
    ["partners.hold", { partner: "carrier", reason: "test_order" }],
    ["partners.release", { partner: "carrier", reason: "test_order" }],
    ["apiKeys.create", { name: "Mine", clientId: "mine" }],
    ["apiKeys.revoke", { id: "0123456789abcdef" }],
    ["accounts.create", { name: "Me", email: "me@example.com", role: "admin" }],
    ["accounts.setDisabled", { accountId: "somebody", disabled: true }],
    ["accounts.setRole", { accountId: "somebody", role: "admin" }],
    ["accounts.resetPassword", { accountId: "somebody" }],
    ["apiKeys.rotate", { id: "0123456789abcdef" }],
    ["faults.inject", { partner: "carrier", kind: "outage", amount: 5 }],
    ["faults.clear", { partner: "carrier" }],
  ];
  for (const [name, input] of wishes) {
    const response = await request.post(`/api/trpc/console/${name}`, { headers, data: input });
    expect(response.status(), name).toBe(403);
  }
  for (const name of ["apiKeys.list", "accounts.list", "faults.list"]) {
    const response = await request.get(`/api/trpc/console/${name}`, { headers });
    expect(response.status(), name).toBe(403);
  }
});
