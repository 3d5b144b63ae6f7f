import { describe, expect, test } from "vitest";
import { validOrder } from "#server/orders/valid-order.fixture";
import { KEY, post } from "./post-order.fixture.ts";

describe("who asks", () => {
  test.each([undefined, "", "good", "Basic good", "Bearer bad", "Bearer "])(
    "with Authorization %j is nobody, and the body is not looked at",
    async (authorization) => {
      const { response, problem } = await post({
        body: "not JSON",
        headers: { authorization: authorization ?? "" },
      });
      expect([response.status, problem.code]).toEqual([401, "unauthorized"]);
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
    },
  );

  test("without the scope may not place orders", async () => {
    const { response, problem } = await post({ headers: { authorization: "Bearer reader" } });
    expect([response.status, problem.code]).toEqual([403, "forbidden"]);
  });
});

describe("the idempotency key", () => {
  test.each([
    ["", "idempotency_key_required"],
    ["short", "idempotency_key_invalid"],
    ["has a space in the middle", "idempotency_key_invalid"],
    ["k".repeat(256), "idempotency_key_invalid"],
    ['"only-one-quote-here', "idempotency_key_invalid"],
  ])("%j is refused as %s", async (key, code) => {
    const { response, problem } = await post({ headers: { "idempotency-key": key } });
    expect([response.status, problem.code]).toEqual([400, code]);
  });

  test("in quotes is the same key", async () => {
    const { placed } = await post({ headers: { "idempotency-key": `"${KEY}"` } });
    expect(placed[0]?.idempotency.key).toBe(KEY);
  });
});

describe("an order that is right", () => {
  test("is answered with where it can be followed", async () => {
    const { response, problem: answer, placed } = await post();
    expect(response.status).toBe(201);
    expect(answer).toEqual({
      orderId: placed[0]?.order.orderUuid,
      orderNumber: placed[0]?.order.orderNumber,
      status: "received",
      externalOrderId: "shop-1001",
      receivedAt: "2026-11-01T12:00:00.000Z",
      replayed: false,
      links: { self: `/api/v1/orders/${placed[0]?.order.orderUuid}` },
    });
    expect(response.headers.get("location")).toBe(answer.links.self);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get("idempotent-replayed")).toBeNull();
  });

  test("belongs to the client of the key, not to what the body says", async () => {
    const { placed } = await post();
    expect(placed[0]?.order.clientId).toBe("shop");
    expect(placed[0]?.actor).toEqual({ type: "storefront", id: "shop" });
  });

  test("is the same request in another spelling of its JSON", async () => {
    const [one, two] = [await post(), await post({ body: JSON.stringify(validOrder(), null, 4) })];
    expect(one.placed[0]?.idempotency.fingerprint).toBe(two.placed[0]?.idempotency.fingerprint);
  });
});

describe("what the database already knows", () => {
  test("a replay has the status of the first answer and says so", async () => {
    const { response, problem: answer } = await post({
      headers: { "idempotency-key": "replayed-key-0001" },
    });
    expect([response.status, answer.replayed]).toEqual([201, true]);
    expect(response.headers.get("idempotent-replayed")).toBe("true");
  });

  test("a key used for another body is refused", async () => {
    const { response, problem } = await post({
      headers: { "idempotency-key": "key-of-other-body" },
    });
    expect([response.status, problem.code, problem.retryable]).toEqual([
      422,
      "idempotency_key_reused",
      false,
    ]);
  });

  test("an external id in use names the order that has it", async () => {
    const { response, problem } = await post({
      headers: { "idempotency-key": "external-id-in-use" },
    });
    expect([response.status, problem.code]).toEqual([409, "external_order_id_exists"]);
    expect(problem.orderId).toBe("0193a000-0000-7000-8000-000000000001");
  });

  test("an order number that is taken by chance is drawn again", async () => {
    const { response, placed } = await post({
      headers: { "idempotency-key": "number-taken-once" },
    });
    expect(response.status).toBe(201);
    expect(new Set(placed.map(({ order }) => order.orderNumber)).size).toBe(2);
  });
});

describe("trouble on our side", () => {
  test("is told as such, without a word of what it was", async () => {
    const { response, text, problem } = await post({
      headers: { "idempotency-key": "a-bug-in-the-place" },
    });
    expect([response.status, problem.code, problem.retryable]).toEqual([
      500,
      "internal_error",
      true,
    ]);
    expect(text).not.toContain("Secret");
  });

  test("with a twin that holds the key for long asks to come again", async () => {
    const { response, text, problem } = await post({
      headers: { "idempotency-key": "a-twin-is-at-work" },
    });
    expect([response.status, problem.code, problem.retryable]).toEqual([
      409,
      "idempotency_in_progress",
      true,
    ]);
    expect(response.headers.get("retry-after")).toBe("1");
    expect(text).not.toContain("Secret");
  });

  test("with the database away asks to come again", async () => {
    const { response, problem } = await post({
      headers: { "idempotency-key": "the-database-is-away" },
    });
    expect([response.status, problem.code, problem.retryable]).toEqual([503, "unavailable", true]);
    expect(response.headers.get("retry-after")).toBe("1");
  });
});
