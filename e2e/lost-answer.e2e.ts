import { expect, test } from "./fixtures.ts";
import { newOrder, sendAndHangUp, sendOrder } from "./shop.ts";

test("R-03 a storefront whose connection is cut while its order is placed asks again and gets that order", async () => {
  let wereThere = 0;
  // From before the request is read until after the answer was sent.
  for (const hangUpAfterMs of [1, 2, 4, 6, 8, 10, 15, 20, 40]) {
    const order = newOrder();
    await sendAndHangUp(order, hangUpAfterMs);
    const [first, second] = [await sendOrder(order), await sendOrder(order)];
    expect(second.orderId).toBe(first.orderId);
    expect(second).toMatchObject({ orderNumber: first.orderNumber, replayed: true });
    if (first.replayed) wereThere += 1;
  }
  expect(wereThere).toBeGreaterThan(0);
});
