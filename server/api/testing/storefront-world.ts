import type { ApiKeyScope } from "#server/auth/api-keys";
import { createApiKey } from "#server/auth/api-keys";
import { loadEnv } from "#server/env";
import { createLog } from "#server/log";
import { validOrder } from "#server/orders/valid-order.fixture";
import { openRuntime } from "#server/runtime";
import { copyTemplate } from "#testing/database";
import { getOrderById, postCancel, postOrder } from "../rest-orders.ts";
import { storefrontServicesOf } from "../storefront-services.ts";

export type PlaceWish = { key: string; externalOrderId: string; body?: object; apiKey?: string };
export type CancelWish = { key: string; id: string; body?: unknown; apiKey?: string };

/** The storefront's REST door on a database of its own, with two storefronts that have keys. */
export async function openStorefrontWorld() {
  const copy = await copyTemplate();
  const env = loadEnv(
    {
      DATABASE_URL: copy.url,
      AUTH_SECRET: "a".repeat(32),
      API_KEY_PEPPER: "b".repeat(32),
      FINGERPRINT_SECRET: "c".repeat(32),
      CONTACT_INDEX_KEY: "d".repeat(32),
    },
    "web",
  );
  const runtime = openRuntime(env, createLog({ process: "web", level: "silent" }));
  const services = storefrontServicesOf(runtime);
  const keyOf = async (clientId: string, scopes?: readonly ApiKeyScope[]) => {
    const made = await createApiKey(
      { db: runtime.database.db, pepper: runtime.env.API_KEY_PEPPER },
      { name: clientId, clientId, createdBy: "test", ...(scopes && { scopes }) },
    );
    return made.key;
  };
  const shopKey = await keyOf("shop");

  const send = (path: string, init: { key?: string; apiKey: string; body?: string }) =>
    new Request(`http://localhost/api/v1/orders${path}`, {
      method: init.key === undefined ? "GET" : "POST",
      ...(init.body !== undefined && { body: init.body }),
      headers: {
        authorization: `Bearer ${init.apiKey}`,
        ...(init.body !== undefined && { "content-type": "application/json" }),
        ...(init.key !== undefined && { "idempotency-key": init.key }),
      },
    });
  const read = async (response: Response) => ({ response, answer: await response.json() });

  return {
    copy,
    runtime,
    keyOf,
    shopKey,
    otherKey: await keyOf("other-shop"),
    async place({ key, externalOrderId, body = {}, apiKey = shopKey }: PlaceWish) {
      const order = JSON.stringify({ ...validOrder(), externalOrderId, ...body });
      return read(await postOrder(send("", { key, apiKey, body: order }), services));
    },
    async cancel({ key, id, body, apiKey = shopKey }: CancelWish) {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const request = send(`/${encodeURIComponent(id)}/cancel`, { key, apiKey, ...sent });
      return read(await postCancel(request, encodeURIComponent(id), services));
    },
    async follow(id: string, apiKey = shopKey) {
      const request = send(`/${encodeURIComponent(id)}`, { apiKey });
      return read(await getOrderById(request, encodeURIComponent(id), services));
    },
    async close() {
      await runtime.committer.close();
      await runtime.database.close();
      await copy.drop();
    },
  };
}
export type StorefrontWorld = Awaited<ReturnType<typeof openStorefrontWorld>>;
