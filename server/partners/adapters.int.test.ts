import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PartnersConfig } from "./create-partners.ts";
import { createPartners, guardStep } from "./create-partners.ts";
import { SAGA_UUID, sampleCall } from "./testing/sample-call.ts";
import type { Answer, ScriptedPartner } from "./testing/scripted-partner.ts";
import { startScriptedPartner } from "./testing/scripted-partner.ts";
import type { PartnerJob, Partners } from "./types.ts";

let partner: ScriptedPartner;
let partners: Partners;
let errors: unknown[];

beforeEach(async () => {
  errors = [];
  partner = await startScriptedPartner();
  partners = open();
});

afterEach(async () => {
  await partners.close();
  await partner.close();
  expect(errors).toEqual([]);
});

function open(overrides: Partial<PartnersConfig> = {}): Partners {
  const at = { url: partner.url, token: "t" };
  return createPartners({
    prescription: at,
    inventory: at,
    carrier: at,
    smtpUrl: "smtp://127.0.0.1:1",
    timeouts: { prescriptionMs: 150, inventoryMs: 150, carrierMs: 150, carrierLabelMs: 150 },
    onError: (error) => errors.push(error),
    ...overrides,
  });
}

const OF_ORDER = { orderNumber: "RX-7K3M-92QF" };

const PRESCRIPTION = {
  ...OF_ORDER,
  prescriptionId: "rx_1",
  clientReference: `${SAGA_UUID}:prescription`,
  status: "active",
  version: 1,
  items: [{ lineId: "L1", rxNumber: "1001", status: "active" }],
};
const RESERVATION = {
  ...OF_ORDER,
  reservationId: "res_1",
  clientReference: `${SAGA_UUID}:inventory`,
  status: "held",
  version: 1,
  expiresAt: "2026-11-24T08:00:00.000Z",
  allocations: [],
};
const SHIPMENT = {
  ...OF_ORDER,
  shipmentId: "shp/1",
  clientReference: `${SAGA_UUID}:shipment:create`,
  status: "created",
  rateCents: 700,
  estimatedDeliveryOn: "2026-11-27",
  trackingNumber: null,
  labelUrl: null,
  carrier: null,
  costCents: null,
};
const BOUGHT_SHIPMENT = { ...SHIPMENT, status: "label_purchased", trackingNumber: "1Z999" };
const LABEL = {
  ...OF_ORDER,
  shipmentId: "shp/1",
  clientReference: `${SAGA_UUID}:shipment:label`,
  status: "label_purchased",
  trackingNumber: "1Z999",
  labelUrl: "https://labels.example/1",
  carrier: "Example",
  costCents: 700,
};

const json = (status: number, body: unknown): Answer => ({ type: "json", status, body });
const refusal = (status: number, code: string, rest: object = {}) =>
  json(status, { code, title: "t", detail: "Ada Sample is unknown here", ...rest });

function run(job: PartnerJob, answers: Answer[], inDoubt = false) {
  partner.script.push(...answers);
  return partners.steps[job](sampleCall({ inDoubt }));
}

const heardPaths = () => partner.heard.map(({ method, path }) => `${method} ${path}`);

const FORWARD = {
  "create-prescription": { path: "/v1/prescriptions", done: PRESCRIPTION, id: "rx_1" },
  "reserve-inventory": { path: "/v1/reservations", done: RESERVATION, id: "res_1" },
} as const;
const TWO_FORWARD = Object.entries(FORWARD) as [
  keyof typeof FORWARD,
  (typeof FORWARD)[keyof typeof FORWARD],
][]; // Object.entries widens keys to string.

const UNDO = {
  "cancel-prescription": {
    path: "/v1/prescriptions/cancel-by-reference",
    clientReference: `${SAGA_UUID}:prescription`,
    done: { status: "cancelled" },
    waits: { status: "cancel_pending", pollAfterMs: 3_000 },
  },
  "release-inventory": {
    path: "/v1/reservations/cancel-by-reference",
    clientReference: `${SAGA_UUID}:inventory`,
    done: { status: "released" },
    waits: { status: "release_pending", pollAfterMs: 3_000 },
  },
  "void-shipment": {
    path: "/v1/shipments/cancel-by-reference",
    clientReference: `${SAGA_UUID}:shipment`,
    done: { status: "voided" },
    waits: { status: "void_pending", pollAfterMs: 3_000 },
  },
} as const;
const ALL_UNDO = Object.entries(UNDO) as [keyof typeof UNDO, (typeof UNDO)[keyof typeof UNDO]][]; // As above.

const EVERY_JOB: PartnerJob[] = [
  "create-prescription",
  "reserve-inventory",
  "initiate-shipment",
  ...ALL_UNDO.map(([job]) => job),
];

describe.each(EVERY_JOB)("%s", (job) => {
  test.each<[string, Answer]>([
    ["that is not JSON", { type: "raw", status: 200, body: "<html>ok</html>" }],
    ["of another shape", json(200, { ok: true })],
    ["that breaks off", { type: "cut_body", status: 200 }],
    ["of two mebibytes", { type: "raw", status: 200, body: "x".repeat(2 * 1024 * 1024) }],
  ])("does not take a 200 %s for a success", async (_name, answer) => {
    expect(await run(job, [answer])).toEqual({ type: "unknown", code: "unreadable_reply" });
  });

  test("is unknown when the socket is cut or the answer late", async () => {
    expect(await run(job, [{ type: "cut" }])).toEqual({ type: "unknown", code: "connection_lost" });
    expect(await run(job, [{ type: "hang" }])).toEqual({ type: "unknown", code: "timeout" });
    expect(await run(job, [json(500, {})])).toEqual({ type: "unknown", code: "http_500" });
  });

  test("is not sent when nobody listens", async () => {
    await partner.close();
    expect(await run(job, [])).toEqual({ type: "not_sent", code: "connect_refused" });
    partner = await startScriptedPartner();
  });

  test("in doubt uses no attempt while the partner refuses connections", async () => {
    await partner.close();
    expect(await run(job, [], true)).toEqual({ type: "not_sent", code: "connect_refused" });
    partner = await startScriptedPartner();
  });

  test("blames our configuration for a 401 and for a moved route", async () => {
    expect(await run(job, [refusal(401, "unauthorized")])).toEqual({
      type: "misconfigured",
      scope: "partner",
      code: "unauthorized",
    });
    expect(await run(job, [{ type: "raw", status: 301, body: "" }])).toMatchObject({
      type: "misconfigured",
      scope: "partner",
    });
  });

  test("honours a Retry-After", async () => {
    const answer: Answer = {
      type: "json",
      status: 429,
      body: { code: "rate_limited", retryable: true },
      headers: { "retry-after": "5" },
    };
    expect(await run(job, [answer])).toEqual({
      type: "transient",
      code: "rate_limited",
      retryAfterMs: 5_000,
    });
  });

  test("carries a code that it does not know, and no word of the partner's prose", async () => {
    const reply = await run(job, [refusal(422, "brand_new")]);
    expect(reply).toEqual({ type: "unknown", code: "brand_new" });
    expect(JSON.stringify(reply)).not.toContain("Ada");
  });
});

describe.each(TWO_FORWARD)("%s", (job, { path, done, id }) => {
  const lookUpPath = `GET ${path}?clientReference=${encodeURIComponent(done.clientReference)}`;

  test("succeeds with what the partner calls it", async () => {
    expect(await run(job, [json(201, done)])).toEqual({ type: "succeeded", reference: id });
    expect(heardPaths()).toEqual([`POST ${path}`]);
    expect(partner.heard[0]?.headers["idempotency-key"]).toBe(done.clientReference);
  });

  test("does not adopt somebody else's object", async () => {
    const other = { ...done, clientReference: "other" };
    expect(await run(job, [json(201, other)])).toEqual({
      type: "unknown",
      code: "other_reference",
    });
  });

  test("in doubt does not adopt somebody else's object either", async () => {
    const other = { ...done, clientReference: "other" };
    const reply = await run(job, [json(200, [other])], true);
    expect(reply).toEqual({ type: "unknown", code: "other_reference" });
  });

  test("sends the same bytes again", async () => {
    await run(job, [{ type: "cut" }]);
    await run(job, [json(200, [])], true);
    expect(partner.heard.map(({ method }) => method)).toEqual(["POST", "GET", "POST"]);
    expect(partner.heard[2]?.body).toBe(partner.heard[0]?.body);
  });

  test("in doubt adopts what its look-up finds and sends nothing", async () => {
    expect(await run(job, [json(200, [done])], true)).toEqual({ type: "succeeded", reference: id });
    expect(heardPaths()).toEqual([lookUpPath]);
  });

  test("in doubt sends again once its look-up finds nothing", async () => {
    expect(await run(job, [json(200, []), json(201, done)], true)).toMatchObject({
      type: "succeeded",
    });
    expect(heardPaths()).toEqual([lookUpPath, `POST ${path}`]);
  });

  test("in doubt stays unknown and sends nothing while its look-up is not answered", async () => {
    for (const answer of [{ type: "cut" }, json(500, {}), json(200, { no: "list" })] as Answer[]) {
      expect((await run(job, [answer], true)).type).toBe("unknown");
    }
    expect(heardPaths()).toEqual([lookUpPath, lookUpPath, lookUpPath]);
  });

  test("in doubt waits as long as a busy look-up asks for", async () => {
    const busy = refusal(429, "rate_limited", { retryAfterMs: 4_000 });
    expect(await run(job, [busy], true)).toEqual({
      type: "transient",
      code: "rate_limited",
      retryAfterMs: 4_000,
    });
  });

  test("in doubt shows a person two objects under one reference", async () => {
    expect(await run(job, [json(200, [done, done])], true)).toEqual({
      type: "misconfigured",
      scope: "request",
      code: "duplicate_objects",
    });
  });

  test("is refused for good once its reference was cancelled", async () => {
    expect(await run(job, [refusal(409, "reference_cancelled")])).toEqual({
      type: "rejected",
      code: "reference_cancelled",
    });
  });
});

describe("a slow prescription service", () => {
  test("is asked again at its own hint, by status or by body", async () => {
    const waiting = { ...PRESCRIPTION, status: "pending_verification", pollAfterMs: 700 };
    for (const status of [202, 200]) {
      expect(await run("create-prescription", [json(status, waiting)])).toEqual({
        type: "pending",
        pollAfterMs: 700,
      });
    }
  });

  test("may refuse in the end, or turn out to be cancelled", async () => {
    const rejected = { ...PRESCRIPTION, status: "rejected", rejectionCode: "interaction_hold" };
    const cancelled = { ...PRESCRIPTION, status: "cancelled" };
    expect(await run("create-prescription", [json(200, rejected)])).toEqual({
      type: "rejected",
      code: "interaction_hold",
    });
    expect(await run("create-prescription", [json(200, [cancelled])], true)).toEqual({
      type: "rejected",
      code: "reference_cancelled",
    });
  });
});

describe("a reservation found in doubt", () => {
  test.each([
    ["committed", { type: "succeeded", reference: "res_1" }],
    ["released", { type: "rejected", code: "reference_cancelled" }],
    ["expired", { type: "rejected", code: "reservation_expired" }],
    ["rejected", { type: "rejected", code: "rejected" }],
    ["pending", { type: "pending", pollAfterMs: 2_000 }],
  ])("as %s is told as such", async (status, expected) => {
    expect(await run("reserve-inventory", [json(200, [{ ...RESERVATION, status }])], true)).toEqual(
      expected,
    );
  });

  test("needs no stock list to be refused for lack of stock", async () => {
    expect(await run("reserve-inventory", [refusal(409, "insufficient_stock")])).toEqual({
      type: "rejected",
      code: "insufficient_stock",
    });
  });
});

describe("a shipment", () => {
  const BOUGHT = { type: "succeeded", reference: "shp/1", trackingNumber: "1Z999" };
  const LOOK_UP = `GET /v1/shipments?clientReference=${encodeURIComponent(`${SAGA_UUID}:shipment:create`)}`;
  const LABEL_PATH = "POST /v1/shipments/shp%2F1/label";

  test("is created, then its label is bought, each under its own reference", async () => {
    expect(await run("initiate-shipment", [json(201, SHIPMENT), json(201, LABEL)])).toEqual(BOUGHT);
    expect(heardPaths()).toEqual(["POST /v1/shipments", LABEL_PATH]);
    expect(partner.heard.map(({ headers }) => headers["idempotency-key"])).toEqual([
      SHIPMENT.clientReference,
      LABEL.clientReference,
    ]);
  });

  test("whose label may have been bought is unknown", async () => {
    const replies = [json(201, SHIPMENT), { type: "cut" } as const];
    expect(await run("initiate-shipment", replies)).toEqual({
      type: "unknown",
      code: "connection_lost",
    });
  });

  test("found in doubt with its label is adopted", async () => {
    expect(await run("initiate-shipment", [json(200, [BOUGHT_SHIPMENT])], true)).toEqual(BOUGHT);
    expect(heardPaths()).toEqual([LOOK_UP]);
  });

  test("found in doubt without a label gets it under the same reference", async () => {
    const replies = [json(200, [SHIPMENT]), json(200, LABEL)];
    expect(await run("initiate-shipment", replies, true)).toEqual(BOUGHT);
    expect(heardPaths()).toEqual([LOOK_UP, LABEL_PATH]);
  });

  test("not found in doubt is created", async () => {
    const replies = [json(200, []), json(201, SHIPMENT), json(201, LABEL)];
    expect(await run("initiate-shipment", replies, true)).toEqual(BOUGHT);
    expect(heardPaths()).toEqual([LOOK_UP, "POST /v1/shipments", LABEL_PATH]);
  });

  test("in doubt buys nothing while its look-up is not answered", async () => {
    expect(await run("initiate-shipment", [{ type: "cut" }], true)).toMatchObject({
      type: "unknown",
    });
    expect(heardPaths()).toEqual([LOOK_UP]);
  });

  test.each([
    ["voided", { type: "rejected", code: "reference_cancelled" }],
    ["rejected", { type: "rejected", code: "rejected" }],
    ["label_rejected", { type: "rejected", code: "rejected" }],
    ["pending", { type: "pending", pollAfterMs: 2_000 }],
    ["label_pending", { type: "pending", pollAfterMs: 2_000 }],
    ["label_purchased", { type: "unknown", code: "tracking_number_missing" }],
  ])("found in doubt as %s is told as such", async (status, expected) => {
    expect(await run("initiate-shipment", [json(200, [{ ...SHIPMENT, status }])], true)).toEqual(
      expected,
    );
  });

  test("does not adopt the label of another one", async () => {
    for (const wrong of [{ shipmentId: "shp/2" }, { clientReference: "other" }]) {
      const replies = [json(201, SHIPMENT), json(201, { ...LABEL, ...wrong })];
      expect((await run("initiate-shipment", replies)).type).toBe("unknown");
    }
  });

  test("may be refused at either call", async () => {
    expect(await run("initiate-shipment", [refusal(422, "address_undeliverable")])).toEqual({
      type: "rejected",
      code: "address_undeliverable",
    });
    const atLabel = [json(201, SHIPMENT), refusal(402, "insufficient_funds")];
    expect(await run("initiate-shipment", atLabel)).toEqual({
      type: "misconfigured",
      scope: "partner",
      code: "insufficient_funds",
    });
  });
});

describe.each(ALL_UNDO)("%s", (job, { path, clientReference, done, waits }) => {
  test("cancels by reference, in doubt or not, and looks nothing up", async () => {
    for (const inDoubt of [false, true]) {
      expect(await run(job, [json(200, done)], inDoubt)).toEqual({
        type: "succeeded",
        reference: null,
      });
    }
    expect(heardPaths()).toEqual([`POST ${path}`, `POST ${path}`]);
    expect(JSON.parse(partner.heard[0]?.body ?? "")).toEqual({ ...OF_ORDER, clientReference });
  });

  test("does not take an answer that names another reference for its own", async () => {
    const other = { ...done, clientReference: "other" };
    expect(await run(job, [json(200, other)])).toEqual({
      type: "unknown",
      code: "other_reference",
    });
  });

  test("is done when there was nothing to undo", async () => {
    const nothing = { type: "succeeded", reference: null, nothingToUndo: true };
    expect(await run(job, [json(200, { ...done, nothingToUndo: true })])).toEqual(nothing);
    expect(await run(job, [refusal(404, "not_found")])).toEqual(nothing);
  });

  test("waits for a partner that is still at it", async () => {
    expect(await run(job, [json(202, waits)])).toEqual({ type: "pending", pollAfterMs: 3_000 });
  });
});

describe("an undo that the partner refuses", () => {
  test.each<[PartnerJob, Answer, string]>([
    [
      "cancel-prescription",
      json(200, { status: "cancel_denied", denialReason: "already_dispensed" }),
      "already_dispensed",
    ],
    [
      "void-shipment",
      json(200, { status: "void_refused", reason: "already_scanned" }),
      "already_scanned",
    ],
    ["release-inventory", refusal(409, "already_committed"), "already_committed"],
    [
      "void-shipment",
      json(200, { status: "void_refused", reason: "Ada took it" }),
      "unlisted_code",
    ],
  ])("%s tells the reason as a code", async (job, answer, code) => {
    expect(await run(job, [answer])).toEqual({ type: "rejected", code });
  });

  test.each(["not_found_in_profile", "expired"])(
    "because it is %s has nothing left to undo",
    async (denialReason) => {
      const answer = json(200, { status: "cancel_denied", denialReason });
      expect(await run("cancel-prescription", [answer])).toMatchObject({ nothingToUndo: true });
    },
  );
});

test("a bug in an adapter is reported and told as unknown, for something may have been sent", async () => {
  const seen: unknown[] = [];
  const caller = guardStep(
    () => Promise.reject(new Error("Bug: broken adapter")),
    (error, requestId) => seen.push([error, requestId]),
  );
  expect(await caller(sampleCall())).toEqual({ type: "unknown", code: "adapter_error" });
  expect(seen).toEqual([[new Error("Bug: broken adapter"), `${SAGA_UUID}:1`]]);
});
