import { describe, expect, test } from "vitest";
import {
  buildBuyLabelRequest,
  buildCreateShipmentRequest,
} from "./carrier/build-shipment-request.ts";
import { buyLabelRequest, createShipmentRequest } from "./contract/carrier.ts";
import { createReservationRequest } from "./contract/inventory.ts";
import { createPrescriptionRequest } from "./contract/prescription.ts";
import { buildReserveInventoryRequest } from "./inventory/build-reserve-request.ts";
import { buildCreatePrescriptionRequest } from "./prescription/build-create-request.ts";
import { shipmentReference } from "./references.ts";
import { SAGA_UUID, sampleCall, sampleLine, sampleOrder } from "./testing/sample-call.ts";
import type { StepCall } from "./types.ts";

const SENDER = {
  name: "Pharmacy",
  address: {
    line1: "1 Way",
    line2: null,
    city: "Columbus",
    state: "OH",
    postalCode: "43215",
    country: "US" as const,
  },
  phone: null,
};

const REQUESTS = {
  prescription: {
    build: (call: StepCall) => buildCreatePrescriptionRequest(call),
    schema: createPrescriptionRequest,
    clientReference: `${SAGA_UUID}:prescription`,
  },
  reservation: {
    build: (call: StepCall) => buildReserveInventoryRequest(call),
    schema: createReservationRequest,
    clientReference: `${SAGA_UUID}:inventory`,
  },
  shipment: {
    build: (call: StepCall) => buildCreateShipmentRequest(call, SENDER),
    schema: createShipmentRequest,
    clientReference: `${SAGA_UUID}:shipment:create`,
  },
  label: {
    build: (call: StepCall) => buildBuyLabelRequest(call),
    schema: buyLabelRequest,
    clientReference: `${SAGA_UUID}:shipment:label`,
  },
};

/** The same rows read again: other objects, their keys in another order. */
function rereadCall(call: StepCall): StepCall {
  const turnKeys = (_key: string, value: unknown): unknown =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value;
  const order: StepCall["order"] = JSON.parse(JSON.stringify(call.order), turnKeys);
  return { ...call, order, inDoubt: true, requestId: "another-dispatch" };
}

describe.each(Object.entries(REQUESTS))("the %s request", (_name, request) => {
  test("is the same bytes when it is sent again", () => {
    const call = sampleCall();
    const first = JSON.stringify(request.build(call));
    expect(JSON.stringify(request.build(rereadCall(call)))).toBe(first);
  });

  test("fits the contract and names its effect", () => {
    const body = request.build(sampleCall());
    expect(request.schema.parse(body)).toEqual(body);
    expect(body.clientReference).toBe(request.clientReference);
  });
});

test("the warehouse sets aside what outlives the longest supply by a month", () => {
  const call = sampleCall({
    order: sampleOrder({
      lines: [sampleLine({ daysSupply: 30 }), sampleLine({ lineId: "L2", daysSupply: 90 })],
    }),
  });
  // 23 November 2026 + 90 + 30 days.
  expect(buildReserveInventoryRequest(call).minExpiryDate).toBe("2027-03-23");
});

test("a reservation outlives the deadline of its saga", () => {
  expect(buildReserveInventoryRequest(sampleCall()).ttlSeconds).toBeGreaterThan(4 * 3_600);
});

test("the carrier learns neither medicine nor directions nor birth date", () => {
  const body = JSON.stringify(buildCreateShipmentRequest(sampleCall(), SENDER));
  for (const secret of ["61023-0101-30", "tablet", "1980-02-03", "Dr Example"]) {
    expect(body).not.toContain(secret);
  }
});

test("the whole shipment has a reference of its own, beside its create and its label", () => {
  const names = [
    shipmentReference(SAGA_UUID),
    ...Object.values(REQUESTS).map((r) => r.clientReference),
  ];
  expect(new Set(names).size).toBe(names.length);
});
