import { describe, expect, test } from "vitest";
import { validLine, validOrder } from "#server/orders/valid-order.fixture";
import { postOrder } from "./rest-orders.ts";
import { fakeStorefront } from "./storefront.fixture.ts";

const KEY = "idempotency-key-1";

type Sent = {
  body?: BodyInit;
  headers?: Record<string, string>;
};

async function post(sent: Sent = {}) {
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

const order = (change: object) => JSON.stringify({ ...validOrder(), ...change });
const patient = (change: object) => order({ patient: { ...validOrder().patient, ...change } });
const shipTo = (change: object) => order({ shipTo: { ...validOrder().shipTo, ...change } });
const line = (change: object) => order({ medications: [{ ...validLine(), ...change }] });

/** Values that stand in the body and must not come back; none that a random id could hold. */
const VALUES = [
  "Zelda",
  "Quimby",
  "Hidden Lane",
  "1984-02-29",
  "zelda.quimby",
  "Mordecai",
  "Secret",
];

describe("a body that is wrong", () => {
  test.each<[string, string, [string, string][]]>([
    ["an unknown field", order({ coldChain: true }), [["/coldChain", "unrecognized_keys"]]],
    [
      "the key of the tRPC twin, which REST takes from its header",
      order({ idempotencyKey: "order-2026-11-23-0001" }),
      [["/idempotencyKey", "unrecognized_keys"]],
    ],
    [
      "an unknown field deep down",
      line({ prescriber: { ...validLine().prescriber, deaNumber: "AB1234563" } }),
      [["/medications/0/prescriber/deaNumber", "unrecognized_keys"]],
    ],
    [
      "data where a field's name belongs",
      order({ "Zelda Secret": 1 }),
      [["", "unrecognized_keys"]],
    ],
    ["__proto__", validOrderWithProto(), [["/__proto__", "unrecognized_keys"]]],
    [
      "nothing",
      "{}",
      [
        ["/externalOrderId", "required"],
        ["/patient", "required"],
        ["/shipTo", "required"],
        ["/medications", "required"],
      ],
    ],
    ["a list", "[]", [["", "invalid_type"]]],
    ["null", "null", [["", "invalid_type"]]],
    ["a bad package code", line({ ndc: "Secret" }), [["/medications/0/ndc", "ndc_format"]]],
    ["ten bare digits", line({ ndc: "1234567890" }), [["/medications/0/ndc", "ndc_ambiguous"]]],
    [
      "a medicine we do not have",
      line({ ndc: "99999-9999-99" }),
      [["/medications/0/ndc", "ndc_unknown"]],
    ],
    ["a quantity of 0", line({ quantity: 0 }), [["/medications/0/quantity", "too_small"]]],
    ["a quantity of -1", line({ quantity: -1 }), [["/medications/0/quantity", "too_small"]]],
    ["a quantity as text", line({ quantity: "30" }), [["/medications/0/quantity", "invalid_type"]]],
    [
      "a quantity finer than weighed",
      line({ quantity: 0.0001 }),
      [["/medications/0/quantity", "too_precise"]],
    ],
    [
      "more than one order may hold",
      line({ quantity: 181 }),
      [["/medications/0/quantity", "quantity_limit"]],
    ],
    ["the wrong unit", line({ unit: "ML" }), [["/medications/0/unit", "unit_mismatch"]]],
    ["no unit", line({ unit: undefined }), [["/medications/0/unit", "required"]]],
    ["an unknown unit", line({ unit: "Secret" }), [["/medications/0/unit", "not_allowed"]]],
    [
      "days beyond a quarter",
      line({ daysSupply: 91 }),
      [["/medications/0/daysSupply", "too_large"]],
    ],
    ["half a day", line({ daysSupply: 0.5 }), [["/medications/0/daysSupply", "invalid_type"]]],
    [
      "refills of a schedule II medicine",
      line({ ndc: "80356-0401-30", refills: 1 }),
      [["/medications/0/refills", "refills_limit"]],
    ],
    [
      "six refills of a schedule IV medicine",
      line({ ndc: "80356-0403-30", refills: 6 }),
      [["/medications/0/refills", "refills_limit"]],
    ],
    ["no prescriber", line({ prescriber: undefined }), [["/medications/0/prescriber", "required"]]],
    [
      "a prescriber's number that cannot be",
      line({ prescriber: { npi: "1993999999", name: "Dr Mordecai" } }),
      [["/medications/0/prescriber/npi", "npi_invalid"]],
    ],
    [
      "a transfer",
      line({ prescription: { kind: "transfer" } }),
      [["/medications/0/prescription/kind", "not_allowed"]],
    ],
    [
      "a prescription from the future",
      line({ prescription: { writtenOn: "2999-01-01" } }),
      [["/medications/0/prescription/writtenOn", "in_the_future"]],
    ],
    [
      "the same medicine twice",
      order({ medications: [validLine(), { ...validLine(), ndc: "61023010130" }] }),
      [["/medications/1/ndc", "duplicate_ndc"]],
    ],
    [
      "one line's name twice",
      order({ medications: [validLine(), { ...validLine(), lineId: "L1", ndc: "61023-0102-30" }] }),
      [["/medications/1/lineId", "duplicate_line_id"]],
    ],
    ["no medicines", order({ medications: [] }), [["/medications", "too_few"]]],
    [
      "eleven medicines",
      order({ medications: Array(11).fill(validLine()) }),
      [["/medications", "too_many"]],
    ],
    [
      "ten thousand medicines",
      order({ medications: Array(10_000).fill({}) }),
      [["/medications", "too_many"]],
    ],
    [
      "a medicine that is none",
      order({ medications: ["Secret"] }),
      [["/medications/0", "invalid_type"]],
    ],
    [
      "no way to reach the patient",
      patient({ email: undefined }),
      [["/patient", "contact_required"]],
    ],
    [
      "a channel without its address",
      patient({ preferredChannel: "sms" }),
      [["/patient/preferredChannel", "contact_missing"]],
    ],
    [
      "an address that is none",
      patient({ email: "Zelda" }),
      [["/patient/email", "invalid_format"]],
    ],
    [
      "a birth in the future",
      patient({ birthDate: "2999-01-01" }),
      [["/patient/birthDate", "out_of_range"]],
    ],
    [
      "a day that does not exist",
      patient({ birthDate: "1985-02-29" }),
      [["/patient/birthDate", "invalid_format"]],
    ],
    [
      "a name of control characters",
      patient({ familyName: "Quimby\u0000" }),
      [["/patient/familyName", "forbidden_character"]],
    ],
    [
      "a name that turns the reading direction",
      patient({ familyName: "\u202eybmiuQ" }),
      [["/patient/familyName", "forbidden_character"]],
    ],
    [
      "a name of half a character",
      patient({ familyName: "Quimby\ud800" }),
      [["/patient/familyName", "forbidden_character"]],
    ],
    [
      "a name with marks that no eye can see",
      patient({ familyName: "Quimby\u{e0041}" }),
      [["/patient/familyName", "forbidden_character"]],
    ],
    ["a blank name", patient({ familyName: "   " }), [["/patient/familyName", "too_short"]]],
    [
      "a name of nothing but joiners",
      patient({ familyName: "\u200d\u00ad" }),
      [["/patient/familyName", "too_short"]],
    ],
    [
      "too long a name",
      patient({ familyName: "Q".repeat(81) }),
      [["/patient/familyName", "too_long"]],
    ],
    [
      "four given names",
      patient({ givenNames: ["a", "b", "c", "d"] }),
      [["/patient/givenNames", "too_many"]],
    ],
    [
      "a time zone that is none",
      patient({ timeZone: "Mars/Base" }),
      [["/patient/timeZone", "invalid_time_zone"]],
    ],
    ["a state that is none", shipTo({ state: "ZZ" }), [["/shipTo/state", "not_allowed"]]],
    ["another country", shipTo({ country: "CA" }), [["/shipTo/country", "not_allowed"]]],
    [
      "a postal code that is none",
      shipTo({ postalCode: "Secret" }),
      [["/shipTo/postalCode", "invalid_format"]],
    ],
    [
      "another shipping",
      order({ shipping: { service: "drone" } }),
      [["/shipping/service", "not_allowed"]],
    ],
    [
      "an id of our own making",
      order({ externalOrderId: "shop 1001" }),
      [["/externalOrderId", "invalid_format"]],
    ],
  ])("with %s says where and which", async (_, body, errors) => {
    const { response, text, problem, placed } = await post({ body });
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(problem.code).toBe("invalid_request");
    expect(problem.errors).toEqual(errors.map(([pointer, code]) => ({ pointer, code })));
    expect(VALUES.filter((value) => text.includes(value))).toEqual([]);
    expect(placed).toEqual([]);
  });

  test.each([
    ["no JSON at all", "Zelda Secret", "invalid_json"],
    ["half of it", '{"patient": "Zelda Secret', "invalid_json"],
    ["nothing", "", "invalid_json"],
    ["bytes that are no text", new Uint8Array([0x22, 0xff, 0xfe, 0x22]), "invalid_encoding"],
  ])("of %s is refused without a word of it", async (_, body, code) => {
    const { response, text, problem } = await post({ body });
    expect(response.status).toBe(400);
    expect(problem.errors).toEqual([{ pointer: "", code }]);
    expect(VALUES.filter((value) => text.includes(value))).toEqual([]);
  });

  test.each([
    ["lists in lists", "[".repeat(30_000) + "]".repeat(30_000)],
    ["objects in an unknown field", `{"a":${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}}`],
  ])("of %s, thousands deep, is refused and harms nothing", async (_, body) => {
    expect((await post({ body })).response.status).toBe(400);
  });

  test("of 10 MB is refused after the first 64 KiB, with or without its length said", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 16_384;
        controller.enqueue(new Uint8Array(16_384).fill(0x20));
        if (sent >= 10 * 1024 * 1024) controller.close();
      },
    });
    const streamed = await post({ body: endless });
    expect(streamed.response.status).toBe(413);
    expect(streamed.problem.code).toBe("body_too_large");
    expect(sent).toBeLessThan(256 * 1024);

    const declared = await post({ headers: { "content-length": "10485760" } });
    expect(declared.response.status).toBe(413);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""])(
    "sent as %j is not read",
    async (type) => {
      const { response, problem } = await post({ headers: { "content-type": type } });
      expect([response.status, problem.code]).toEqual([415, "unsupported_media_type"]);
    },
  );
});

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

function validOrderWithProto(): string {
  return `{"__proto__": {"isAdmin": true}, ${JSON.stringify(validOrder()).slice(1)}`;
}
