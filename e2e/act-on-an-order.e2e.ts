import { expect, test } from "./fixtures.ts";
import { ROLES } from "./instance.ts";
import { addScenario, CARRIER_WANTS_TIME, effectsOf } from "./sandbox.ts";
import { followOrder, placeOrder } from "./shop.ts";

for (const role of ROLES) {
  test(`Retry by ${role} after an outage sends the step now, and its receipt says that it is fixed`, async ({
    openOrder,
  }) => {
    await addScenario(CARRIER_WANTS_TIME);
    const { orderNumber } = await placeOrder();
    const order = await openOrder(orderNumber, role);
    await expect(order.status).toHaveAttribute("data-status", "retrying");

    await order.retry("Partner outage");
    await expect(order.receipt).toContainText("Retry of shipment by you");
    await expect(order.receipt).toContainText("Fixed: the order is complete");
    await expect(order.status).toHaveAttribute("data-status", "completed");
    expect(await effectsOf(orderNumber)).toEqual(["created", "reserved", "purchased"]);
  });
}

test("Retry of what fails again says so in its receipt", async ({ openOrder }) => {
  await addScenario({
    partner: "inventory",
    operation: "create",
    behaviour: "unavailable",
    retryAfterSeconds: 600,
    times: 2,
  });
  const { orderNumber } = await placeOrder();
  const order = await openOrder(orderNumber);
  await expect(order.status).toHaveAttribute("data-status", "retrying");
  await order.retry("Partner outage");
  await expect(order.receipt).toContainText("Same error again");
  await order.retry("Partner outage");
  await expect(order.receipt).toContainText("Fixed: moved on to shipment");
  await expect(order.status).toHaveAttribute("data-status", "completed");
});

for (const role of ROLES) {
  test(`Undo by ${role} before shipment takes back all that was made, and nothing is open in the world`, async ({
    openOrder,
  }) => {
    await addScenario(CARRIER_WANTS_TIME);
    const { orderNumber } = await placeOrder();
    const order = await openOrder(orderNumber, role);
    await expect(order.status).toHaveAttribute("data-status", "retrying");
    await expect(order.world).toContainText("1 prescription, 1 item of stock");
    await expect(order.effect("Prescription")).toContainText("Open");
    await expect(order.effect("Stock")).toContainText("Open");
    await expect(order.effect("Shipping label")).toContainText("Not sent");
    expect(await effectsOf(orderNumber)).toEqual(["created", "reserved"]);

    await order.undo("Customer request");
    await expect(order.receipt).toContainText("Undone: the order is cancelled");
    await expect(order.status).toHaveAttribute("data-status", "cancelled");
    await expect(order.world.getByText("Nothing", { exact: true })).toBeVisible();
    for (const effect of ["Prescription", "Stock", "Shipping label"] as const) {
      await expect(order.effect(effect)).toContainText("Undone");
    }
    const effects = await effectsOf(orderNumber);
    // The carrier made nothing; its tombstones keep a label from being made late.
    expect(effects.filter((effect) => effect !== "tombstoned")).toEqual([
      "created",
      "reserved",
      "released",
      "cancelled",
    ]);
  });
}

test("Undo of a completed order voids the label first, then undoes all of it", async ({
  openOrder,
}) => {
  const { orderNumber } = await placeOrder();
  const order = await openOrder(orderNumber);
  await expect(order.status).toHaveAttribute("data-status", "completed");

  await order.undo("Customer request");
  await expect(order.receipt).toContainText("Undone: the order is cancelled");
  await expect(order.status).toHaveAttribute("data-status", "cancelled");
  expect(await effectsOf(orderNumber)).toEqual([
    "created",
    "reserved",
    "purchased",
    "voided",
    "released",
    "cancelled",
  ]);
});

for (const role of ROLES) {
  test(`Undo by ${role} that the carrier refuses changes nothing, and its receipt says why`, async ({
    openOrder,
  }) => {
    const { orderId, orderNumber } = await placeOrder();
    await addScenario({
      partner: "carrier",
      operation: "cancel",
      match: orderNumber,
      behaviour: "void_refused",
      times: 3,
    });
    const order = await openOrder(orderNumber, role);
    await expect(order.status).toHaveAttribute("data-status", "completed");

    await order.undo("Customer request");
    await expect(order.receipt).toContainText("Refused: Parcelway has already scanned the parcel");
    await expect(order.status).toHaveAttribute("data-status", "completed");
    await expect(order.world).toContainText("1 prescription, 1 item of stock, 1 label");
    await expect(order.effect("Shipping label")).toContainText("No: Parcelway refused");
    expect((await followOrder(orderId)).status).toBe("shipped");
    expect(await effectsOf(orderNumber)).toEqual(["created", "reserved", "purchased"]);
  });
}

test("an order whose undo is refused waits for a person, with the reason", async ({
  openOrder,
}) => {
  const { orderId, orderNumber } = await placeOrder("undo_refused");
  const order = await openOrder(orderNumber);
  await expect(order.status).toHaveAttribute("data-status", "undo_refused");
  await expect(order.page.getByRole("main")).toContainText("already been dispensed");
  const { sagas } = await followOrder(orderId);
  expect(sagas.map(({ state, parked }) => [state, parked?.reason])).toEqual([
    ["COMPENSATING", "COMPENSATION_REFUSED"],
  ]);
});
