import type { FulfillmentOrder, OrderLine, StepCall } from "../types.ts";

export const SAGA_UUID = "0198c0de-0000-7000-8000-000000000001";

export function sampleLine(overrides: Partial<OrderLine> = {}): OrderLine {
  return {
    lineId: "L1",
    ndc: "61023-0101-30",
    quantity: 30,
    unit: "EA",
    daysSupply: 30,
    refills: 2,
    directions: "One tablet daily",
    substitutionAllowed: true,
    prescriber: { npi: "1234567893", name: "Dr Example" },
    prescription: { kind: "new", rxNumber: null, writtenOn: "2026-11-01", expiresOn: null },
    ...overrides,
  };
}

export function sampleOrder(overrides: Partial<FulfillmentOrder> = {}): FulfillmentOrder {
  return {
    orderUuid: "0198c0de-0000-7000-8000-0000000000aa",
    orderNumber: "RX-7K3M-92QF",
    patient: {
      externalPatientId: "p-1",
      givenNames: ["Ada", "M"],
      familyName: "Sample",
      birthDate: "1980-02-03",
      sex: null,
      email: "ada@example.com",
      phone: "+16145550100",
      locale: "en-US",
    },
    shipTo: {
      name: null,
      line1: "1 Main Street",
      line2: null,
      city: "Columbus",
      state: "OH",
      postalCode: "43215",
      country: "US",
      residential: true,
      instructions: null,
    },
    shipping: { service: "standard" },
    lines: [sampleLine()],
    ...overrides,
  };
}

export function sampleCall(overrides: Partial<StepCall> = {}): StepCall {
  return {
    sagaUuid: SAGA_UUID,
    order: sampleOrder(),
    startedAt: Date.parse("2026-11-23T08:00:00.000Z"),
    references: { prescription: null, inventory: null, shipment: null, trackingNumber: null },
    inDoubt: false,
    requestId: `${SAGA_UUID}:1`,
    signal: new AbortController().signal,
    ...overrides,
  };
}
