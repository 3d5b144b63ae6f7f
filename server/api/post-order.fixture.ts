import { validOrder } from "#server/orders/valid-order.fixture";
import { postOrder } from "./rest-orders.ts";
import { fakeStorefront } from "./storefront.fixture.ts";

/** The key that an order is sent under, unless a test says another. */
export const KEY = "idempotency-key-1";

type Sent = {
  body?: BodyInit;
  headers?: Record<string, string>;
};

/** Sends an order as a storefront does, to services that a test scripts. */
export async function post(sent: Sent = {}) {
  const storefront = fakeStorefront();
  const request = new Request("http://localhost/api/v1/orders", {
    method: "POST",
    body: sent.body ?? JSON.stringify(validOrder()),
    headers: {
      authorization: "Bearer good",
      "content-type": "application/json",
      "idempotency-key": KEY,
      ...sent.headers,
    },
    ...(sent.body instanceof ReadableStream && { duplex: "half" }),
  });
  const response = await postOrder(request, storefront.services);
  const text = await response.text();
  return { response, text, problem: JSON.parse(text), placed: storefront.placed };
}
