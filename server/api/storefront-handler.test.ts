import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import { describe, expect, test } from "vitest";
import { validOrder } from "#server/orders/valid-order.fixture";
import { postOrder } from "./rest-orders.ts";
import { fakeStorefront } from "./storefront.fixture.ts";
import type { StorefrontApi } from "./storefront.ts";
import { handleStorefrontTrpc } from "./storefront-handler.ts";

const KEY = "idempotency-key-1";
const URL_OF_PLACE = "http://localhost/api/trpc/storefront/orders.place";

function client(authorization = "Bearer good") {
  const storefront = fakeStorefront();
  const trpc = createTRPCClient<StorefrontApi>({
    links: [
      httpLink({
        url: "http://localhost/api/trpc/storefront",
        headers: { authorization },
        fetch: (url, init) =>
          handleStorefrontTrpc(new Request(String(url), toRequestInit(init)), storefront.services),
      }),
    ],
  });
  return { trpc, placed: storefront.placed };
}

/** tRPC's own idea of the same thing, without the fields that differ in type only. */
function toRequestInit(init: { method?: string; headers?: unknown; body?: unknown } | undefined) {
  return {
    method: init?.method ?? "GET",
    headers: new Headers(Object.entries(init?.headers ?? {})),
    ...(typeof init?.body === "string" && { body: init.body }),
  };
}

async function refusalOf(call: Promise<unknown>) {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TRPCClientError)) throw new Error("It was not refused");
  return { data: error.data, text: JSON.stringify(error.shape) };
}

describe("orders.place over tRPC", () => {
  test("answers what REST answers, and is the same request to both", async () => {
    const { trpc, placed } = client();
    const answer = await trpc.orders.place.mutate({ idempotencyKey: KEY, ...validOrder() });
    expect(answer).toMatchObject({
      status: "received",
      externalOrderId: "shop-1001",
      replayed: false,
    });

    const rest = fakeStorefront();
    await postOrder(
      new Request("http://localhost/api/v1/orders", {
        method: "POST",
        body: JSON.stringify(validOrder()),
        headers: {
          authorization: "Bearer good",
          "content-type": "application/json",
          "idempotency-key": KEY,
        },
      }),
      rest.services,
    );
    expect(placed[0]?.idempotency).toEqual(rest.placed[0]?.idempotency);
  });

  test("refuses with the problem of REST: where, which, and no value", async () => {
    const { trpc, placed } = client();
    const given = validOrder();
    const { data, text } = await refusalOf(
      trpc.orders.place.mutate({
        idempotencyKey: KEY,
        ...given,
        patient: { ...given.patient, familyName: "Quimby\u202e" },
      }),
    );
    expect(data).toMatchObject({
      code: "BAD_REQUEST",
      httpStatus: 400,
      problem: {
        code: "invalid_request",
        errors: [{ pointer: "/patient/familyName", code: "forbidden_character" }],
      },
    });
    expect(data).not.toHaveProperty("stack");
    expect(text).not.toMatch(/Quimby|Zelda/);
    expect(placed).toEqual([]);
  });

  test.each([
    ["", "idempotency_key_invalid"],
    ["short", "idempotency_key_invalid"],
  ])("refuses the key %j as %s", async (idempotencyKey, code) => {
    const { data } = await refusalOf(
      client().trpc.orders.place.mutate({ idempotencyKey, ...validOrder() }),
    );
    expect(data.problem.code).toBe(code);
  });

  test("says that nobody asks before it reads what", async () => {
    const { data } = await refusalOf(
      client("Bearer bad").trpc.orders.place.mutate({ idempotencyKey: "", ...validOrder() }),
    );
    expect(data).toMatchObject({ httpStatus: 401, problem: { code: "unauthorized" } });
  });

  test("tells nothing of a bug", async () => {
    const { data, text } = await refusalOf(
      client().trpc.orders.place.mutate({ idempotencyKey: "a-bug-in-the-place", ...validOrder() }),
    );
    expect(data).toMatchObject({ httpStatus: 500, problem: { code: "internal_error" } });
    expect(text).not.toContain("Secret");
  });

  test("names the order that has the external id", async () => {
    const { data } = await refusalOf(
      client().trpc.orders.place.mutate({ idempotencyKey: "external-id-in-use", ...validOrder() }),
    );
    expect(data).toMatchObject({
      code: "CONFLICT",
      problem: { orderId: "0193a000-0000-7000-8000-000000000001" },
    });
  });
});

describe("a request that is none", () => {
  async function send(url: string, init: RequestInit) {
    const response = await handleStorefrontTrpc(
      new Request(url, {
        ...init,
        headers: {
          authorization: "Bearer good",
          "content-type": "application/json",
          ...init.headers,
        },
      }),
      fakeStorefront().services,
    );
    const { error } = await response.json();
    return { response, code: error.data.problem.code, text: JSON.stringify(error) };
  }

  test.each([
    ["no JSON", URL_OF_PLACE, { method: "POST", body: "Zelda" }, 400, "invalid_request"],
    [
      "no such procedure",
      "http://localhost/api/trpc/storefront/orders.burn",
      { method: "POST", body: "{}" },
      404,
      "not_found",
    ],
    [
      "a form",
      URL_OF_PLACE,
      { method: "POST", body: "a=1", headers: { "content-type": "text/plain" } },
      415,
      "unsupported_media_type",
    ],
    ["a mutation by GET", URL_OF_PLACE, { method: "GET" }, 405, "method_not_allowed"],
    [
      "a batch",
      `${URL_OF_PLACE},orders.place?batch=1`,
      { method: "POST", body: "{}" },
      400,
      "invalid_request",
    ],
    [
      "100 KB",
      URL_OF_PLACE,
      { method: "POST", body: JSON.stringify({ a: "x".repeat(100_000) }) },
      413,
      "body_too_large",
    ],
  ])("of %s is refused as such", async (_, url, init, status, code) => {
    const refused = await send(url, init);
    expect([refused.response.status, refused.code]).toEqual([status, code]);
    expect(refused.text).not.toContain("Zelda");
    expect(refused.response.headers.get("cache-control")).toBe("no-store");
  });
});
