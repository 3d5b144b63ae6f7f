import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import {
  CANCEL_DENIED_FAMILY_NAME,
  DROP_AFTER_FAMILY_NAME,
  OUT_OF_STOCK_NDC,
  UNDELIVERABLE_POSTAL_CODE,
  UNLICENSED_PRESCRIBER_NPI,
} from "#server/partners/contract/catalogue";
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
} from "./given-sandbox.ts";
import type { Sandbox } from "./start-sandbox.ts";

let database: Awaited<ReturnType<typeof scratchDatabase>>;
let sandbox: Sandbox;
let caller: Caller;

beforeAll(async () => {
  database = await scratchDatabase();
  sandbox = await openSandbox(database.url);
  caller = callerOf(sandbox);
});
afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

test("the unlicensed prescriber is refused", async () => {
  const saga = newSaga();
  const request = prescriptionOf(saga);
  const items = request.items.map((item) => ({
    ...item,
    prescriber: { npi: UNLICENSED_PRESCRIBER_NPI, name: "Test Prescriber" },
  }));
  expect(await caller.post("/prescription/v1/prescriptions", { ...request, items })).toMatchObject({
    status: 422,
    body: { code: "prescriber_not_licensed", retryable: false },
  });
  expect(await effectsOf(caller, saga)).toEqual([]);
});

test("the medicine without stock is refused with what there is", async () => {
  const answer = await caller.post(
    "/inventory/v1/reservations",
    reservationOf(newSaga(), 1, OUT_OF_STOCK_NDC),
  );
  expect(answer).toMatchObject({
    status: 409,
    body: { code: "insufficient_stock", lines: [{ requested: 1, available: 0 }] },
  });
});

test("the undeliverable postal code is refused and no label can be bought", async () => {
  const saga = newSaga();
  const request = shipmentOf(saga);
  const address = { ...request.to.address, postalCode: UNDELIVERABLE_POSTAL_CODE };
  const answer = await caller.post("/carrier/v1/shipments", {
    ...request,
    to: { ...request.to, address },
  });
  expect(answer).toMatchObject({ status: 422, body: { code: "address_undeliverable" } });
  expect(await effectsOf(caller, saga)).toEqual([]);
});

test("the unknown recipient's first label answer is lost, the second is the stored label", async () => {
  const saga = newSaga();
  const request = shipmentOf(saga);
  const created = await caller.post("/carrier/v1/shipments", {
    ...request,
    to: { ...request.to, name: `Test ${DROP_AFTER_FAMILY_NAME}` },
  });
  const { shipmentId } = z.object({ shipmentId: z.string() }).parse(created.body);
  const path = `/carrier/v1/shipments/${shipmentId}/label`;
  await expect(caller.post(path, labelOf(saga))).rejects.toThrow("fetch failed");
  expect(await effectsOf(caller, saga)).toEqual(["purchased"]);
  expect(await caller.post(path, labelOf(saga))).toMatchObject({
    status: 200,
    body: { status: "label_purchased" },
  });
  expect(await effectsOf(caller, saga)).toEqual(["purchased"]);
});

test("the dispensed patient's prescription can be made and not be cancelled", async () => {
  const saga = newSaga();
  const request = prescriptionOf(saga);
  const created = await caller.post("/prescription/v1/prescriptions", {
    ...request,
    patient: { ...request.patient, familyName: CANCEL_DENIED_FAMILY_NAME },
  });
  expect(created.status).toBe(201);
  const { prescriptionId } = z.object({ prescriptionId: z.string() }).parse(created.body);
  const fields = {
    clientReference: `${saga.sagaUuid}:prescription`,
    orderNumber: saga.orderNumber,
  };
  const denied = {
    status: 200,
    body: { status: "cancel_denied", denialReason: "already_dispensed" },
  };
  const byId = `/prescription/v1/prescriptions/${prescriptionId}/cancel`;
  expect(await caller.post(byId, { ...fields, reasonCode: "order_cancelled" })).toMatchObject(
    denied,
  );
  const byReference = "/prescription/v1/prescriptions/cancel-by-reference";
  expect(await caller.post(byReference, fields)).toMatchObject(denied);
  expect(await effectsOf(caller, saga)).toEqual(["created"]);
});
