import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { prescriptionResponse } from "#server/partners/contract/prescription";
import {
  type Caller,
  callerOf,
  effectsOf,
  labelOf,
  newSaga,
  openSandbox,
  prescriptionOf,
  reservationOf,
  scratchDatabase,
  shipmentOf,
  TOKEN,
} from "./given-sandbox.ts";
import type { Sandbox } from "./start-sandbox.ts";

let database: Awaited<ReturnType<typeof scratchDatabase>>;
let sandbox: Sandbox;
let caller: Caller;
let saga: ReturnType<typeof newSaga>;

beforeAll(async () => {
  database = await scratchDatabase();
  sandbox = await openSandbox(database.url);
  caller = callerOf(sandbox);
});
afterAll(async () => {
  await sandbox.close();
  await database.drop();
});
beforeEach(() => {
  saga = newSaga();
});
afterEach(async () => {
  await caller.delete("/__sandbox/scenarios");
});

async function givenScenario(scenario: Record<string, unknown>): Promise<void> {
  expect(await caller.post("/__sandbox/scenarios", scenario)).toMatchObject({
    status: 201,
    body: { id: expect.any(String) },
  });
}

const atPrescription = (behaviour: string, more: Record<string, unknown> = {}) =>
  givenScenario({ partner: "prescription", behaviour, match: saga.sagaUuid, ...more });
const prescribe = () => caller.post("/prescription/v1/prescriptions", prescriptionOf(saga));
const reserve = () => caller.post("/inventory/v1/reservations", reservationOf(saga));
const cancelPrescription = () =>
  caller.post("/prescription/v1/prescriptions/cancel-by-reference", {
    clientReference: `${saga.sagaUuid}:prescription`,
    orderNumber: saga.orderNumber,
  });
const lookUp = () =>
  caller.get(`/prescription/v1/prescriptions?clientReference=${saga.sagaUuid}:prescription`);
const effects = () => effectsOf(caller, saga);

describe("an answer without an effect", () => {
  test.each([
    ["reject", { code: "rx_expired" }, 422, { code: "rx_expired", retryable: false }],
    ["config_401", {}, 401, { code: "unauthorized" }],
    [
      "rate_limit",
      { retryAfterSeconds: 7 },
      429,
      { code: "rate_limited", retryable: true, retryAfterMs: 7000 },
    ],
    ["unavailable", {}, 503, { code: "unavailable", retryable: true }],
    [
      "unavailable",
      { retryAfterSeconds: 7 },
      503,
      { code: "unavailable", retryable: true, retryAfterMs: 7000 },
    ],
    ["outage", { seconds: 60 }, 503, { code: "unavailable", retryable: true }],
  ])("%s answers a problem", async (behaviour, more, status, body) => {
    await atPrescription(behaviour, more);
    const answer = await prescribe();
    expect(answer).toMatchObject({ status, body });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("retry-after")).toBe("retryAfterSeconds" in more ? "7" : null);
    expect(await effects()).toEqual([]);
  });

  test("drop_before cuts the connection", async () => {
    await atPrescription("drop_before");
    await expect(prescribe()).rejects.toThrow("fetch failed");
    expect(await effects()).toEqual([]);
  });

  test("hang never answers", async () => {
    await atPrescription("hang");
    const answer = fetch(`${sandbox.url}/prescription/v1/prescriptions`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify(prescriptionOf(saga)),
      signal: AbortSignal.timeout(150),
    });
    await expect(answer).rejects.toMatchObject({ name: "TimeoutError" });
    expect(await effects()).toEqual([]);
  });

  test("cancel_denied leaves the prescription alone and lets its create pass", async () => {
    await atPrescription("cancel_denied", { code: "already_transferred" });
    await prescribe();
    expect((await cancelPrescription()).body).toEqual({
      status: "cancel_denied",
      denialReason: "already_transferred",
    });
    expect(await effects()).toEqual(["created"]);
  });

  test("void_refused leaves the label bought", async () => {
    await givenScenario({ partner: "carrier", behaviour: "void_refused" });
    const created = await caller.post("/carrier/v1/shipments", shipmentOf(saga));
    const { shipmentId } = z.object({ shipmentId: z.string() }).parse(created.body);
    await caller.post(`/carrier/v1/shipments/${shipmentId}/label`, labelOf(saga));
    const answer = await caller.post("/carrier/v1/shipments/cancel-by-reference", {
      clientReference: `${saga.sagaUuid}:shipment`,
      orderNumber: saga.orderNumber,
    });
    expect(answer.body).toEqual({ status: "void_refused", reason: "already_scanned" });
    expect(await effects()).toEqual(["purchased"]);
  });

  test("partial_stock is a refusal that lists what there is", async () => {
    await givenScenario({ partner: "inventory", behaviour: "partial_stock", n: 12 });
    expect(await reserve()).toMatchObject({
      status: 409,
      body: { code: "insufficient_stock", lines: [{ requested: 30, available: 12 }] },
    });
    expect(await effects()).toEqual([]);
  });
});

describe("an effect with a strange answer", () => {
  test("drop_after acts and cuts the connection; the look-up shows it", async () => {
    await atPrescription("drop_after");
    await expect(prescribe()).rejects.toThrow("fetch failed");
    expect(await effects()).toEqual(["created"]);
    expect((await lookUp()).body).toMatchObject([{ status: "active" }]);
  });

  test.each(["malformed_200", "wrong_schema_200"])(
    "%s acts and answers rubbish",
    async (behaviour) => {
      await atPrescription(behaviour);
      const answer = await prescribe();
      expect(answer.status).toBe(200);
      expect(prescriptionResponse.safeParse(answer.body).success).toBe(false);
      expect(await effects()).toEqual(["created"]);
    },
  );

  test("latency answers late", async () => {
    await atPrescription("latency", { ms: 120 });
    const startedAt = performance.now();
    expect((await prescribe()).status).toBe(201);
    expect(performance.now() - startedAt).toBeGreaterThan(115);
  });

  test("late_arrival acts after the connection was cut", async () => {
    await atPrescription("late_arrival", { ms: 50 });
    await expect(prescribe()).rejects.toThrow("fetch failed");
    await vi.waitFor(async () => expect(await effects()).toEqual(["created"]));
  });

  test("late_arrival after a cancel finds the reference closed", async () => {
    await atPrescription("late_arrival", { ms: 100 });
    await expect(prescribe()).rejects.toThrow("fetch failed");
    await cancelPrescription();
    await atPrescription("latency", { ms: 200, operation: "lookup" });
    expect((await lookUp()).body).toEqual([]);
    expect(await effects()).toEqual(["tombstoned"]);
  });

  test("duplicate_response acts once and its answer is the right one", async () => {
    await atPrescription("duplicate_response");
    const answer = await prescribe();
    expect(answer).toMatchObject({
      status: 201,
      body: { clientReference: `${saga.sagaUuid}:prescription` },
    });
    expect(await effects()).toEqual(["created"]);
  });

  test("pending_then is decided well without being asked again", async () => {
    await atPrescription("pending_then", { ms: 30 });
    expect(await prescribe()).toMatchObject({
      status: 202,
      body: { status: "pending_verification", pollAfterMs: expect.any(Number) },
    });
    expect(await effects()).toEqual([]);
    await vi.waitFor(async () => expect(await effects()).toEqual(["created"]), 3_000);
    expect((await lookUp()).body).toMatchObject([{ status: "active" }]);
  });

  test("pending_then with a code is decided as that refusal", async () => {
    await atPrescription("pending_then", { ms: 0, code: "interaction_hold" });
    expect((await prescribe()).status).toBe(202);
    await vi.waitFor(async () =>
      expect((await lookUp()).body).toMatchObject([
        { status: "rejected", rejectionCode: "interaction_hold" },
      ]),
    );
    expect(await prescribe()).toMatchObject({ status: 422, body: { code: "interaction_hold" } });
    expect(await effects()).toEqual([]);
  });

  test("a label that is pending shows at its shipment and is bought when decided", async () => {
    await givenScenario({
      partner: "carrier",
      operation: "label",
      behaviour: "pending_then",
      ms: 0,
    });
    const created = await caller.post("/carrier/v1/shipments", shipmentOf(saga));
    const { shipmentId } = z.object({ shipmentId: z.string() }).parse(created.body);
    const label = await caller.post(`/carrier/v1/shipments/${shipmentId}/label`, labelOf(saga));
    expect(label).toMatchObject({ status: 202, body: { status: "label_pending" } });
    await vi.waitFor(async () =>
      expect((await caller.get(`/carrier/v1/shipments/${shipmentId}`)).body).toMatchObject({
        status: "label_purchased",
        trackingNumber: expect.any(String),
      }),
    );
    expect(await effects()).toEqual(["purchased"]);
  });

  test("a pending prescription that is cancelled never becomes active", async () => {
    await atPrescription("pending_then", { ms: 50 });
    await prescribe();
    expect((await cancelPrescription()).body).toEqual({ status: "cancelled", nothingToUndo: true });
    expect(await prescribe()).toMatchObject({ status: 409, body: { code: "reference_cancelled" } });
    expect(await effects()).toEqual(["tombstoned"]);
  });

  test("reservation_expires gives the stock back by itself, and a release has nothing to undo", async () => {
    await givenScenario({ partner: "inventory", behaviour: "reservation_expires", ms: 10 });
    const { body } = await reserve();
    const { reservationId } = z.object({ reservationId: z.string() }).parse(body);
    await vi.waitFor(async () => expect(await effects()).toEqual(["reserved", "released"]), 3_000);
    const fields = { clientReference: `${saga.sagaUuid}:inventory`, orderNumber: saga.orderNumber };
    const extend = `/inventory/v1/reservations/${reservationId}/extend`;
    expect(await caller.post(extend, { ...fields, ttlSeconds: 60 })).toMatchObject({
      status: 409,
      body: { code: "reservation_expired" },
    });
    const release = await caller.post("/inventory/v1/reservations/cancel-by-reference", fields);
    expect(release.body).toEqual({ status: "released", nothingToUndo: true });
  });
});

describe("how long a scenario lasts", () => {
  test("ok keeps a call from the scenario behind it", async () => {
    await atPrescription("ok");
    await atPrescription("unavailable");
    expect([(await prescribe()).status, (await prescribe()).status]).toEqual([201, 503]);
  });

  test("times counts the calls that match and no others", async () => {
    await atPrescription("unavailable", { times: 2 });
    await caller.post("/prescription/v1/prescriptions", prescriptionOf(newSaga()));
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await prescribe()).status);
    expect(statuses).toEqual([503, 503, 201]);
  });

  test("flap fails every other call", async () => {
    await atPrescription("flap", { n: 2 });
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await prescribe()).status);
    expect(statuses).toEqual([503, 201, 503, 200, 200]);
  });

  test("an outage ends by the clock", async () => {
    await atPrescription("outage", { seconds: 0.1 });
    expect((await prescribe()).status).toBe(503);
    await vi.waitFor(async () => expect((await prescribe()).status).toBeLessThan(300));
  });

  test("a look-up misbehaves only when it is named", async () => {
    await atPrescription("unavailable");
    expect((await lookUp()).status).toBe(200);
    await atPrescription("malformed_200", { operation: "lookup" });
    expect((await lookUp()).body).toBe('{"status":"');
  });
});
