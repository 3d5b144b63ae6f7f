import { expect, test } from "vitest";
import { placeOrderInput } from "#server/orders/place-order-input";
import { UNDELIVERABLE_POSTAL_CODE } from "#server/partners/contract/catalogue";
import { orderRequests } from "./order-requests.ts";

const first = (count: number) => orderRequests("key").take(count).toArray();
const orders = (count: number) =>
  first(count).map(({ body }) => placeOrderInput.parse(JSON.parse(body)));

test("every order is one that the product accepts, and no two are the same", () => {
  const names = orders(1_000).map(({ externalOrderId }) => externalOrderId);
  expect(new Set(names).size).toBe(1_000);
  expect(new Set(first(1_000).map(({ headers }) => headers["idempotency-key"])).size).toBe(1_000);
});

test("one order in five cannot be delivered", () => {
  const refused = orders(500).filter((o) => o.shipTo.postalCode === UNDELIVERABLE_POSTAL_CODE);
  expect(refused).toHaveLength(100);
});
