import { newOrderNumber, newUuid } from "#server/ids";
import type { NewOrder, PlaceSubmission } from "../submissions.ts";

/** A made-up person's order as the edge would hand it over; every call makes another one. */
export function newOrder(changes: Partial<NewOrder> = {}): NewOrder {
  const orderUuid = newUuid();
  return {
    orderUuid,
    sagaUuid: newUuid(),
    orderNumber: newOrderNumber(),
    clientId: "storefront-1",
    externalOrderId: `shop-${orderUuid}`,
    replacesOrderId: null,
    shippingService: "standard",
    shipTo: {
      name: "Ada Example",
      line1: "1 Sample Street",
      line2: null,
      city: "Springfield",
      state: "IL",
      postalCode: "62704",
      country: "US",
      residential: true,
      instructions: null,
    },
    patient: {
      externalPatientId: "patient-1",
      givenNames: ["Ada", "May"],
      familyName: "Example",
      birthDate: "1984-02-29",
      sex: null,
      email: "ada@example.test",
      phone: null,
      preferredChannel: "email",
      locale: "en-US",
      timeZone: null,
      emailIndex: null,
      phoneIndex: null,
    },
    lines: [newLine()],
    ...changes,
  };
}

export function newLine(
  changes: Partial<NewOrder["lines"][number]> = {},
): NewOrder["lines"][number] {
  return {
    lineId: "line-1",
    ndcCanonical: "061023010130",
    ndcDisplay: "61023-0101-30",
    quantity: 30,
    unit: "EA",
    daysSupply: 30,
    refills: 0,
    directions: "Take one tablet daily",
    substitutionAllowed: true,
    prescriberNpi: "1234567893",
    prescriberName: "Dr Example",
    prescriptionKind: "new",
    rxNumber: null,
    writtenOn: "2026-01-15",
    expiresOn: null,
    ...changes,
  };
}

/** The order under a key of its own, or under the given one. */
export function placing(
  order: NewOrder,
  idempotency: Partial<PlaceSubmission["idempotency"]> = {},
): PlaceSubmission {
  return {
    type: "place",
    order,
    actor: { type: "storefront", id: order.clientId },
    idempotency: {
      key: `key-${order.orderUuid}`,
      operation: "orders.place",
      fingerprint: `body-of-${order.externalOrderId}`,
      ...idempotency,
    },
  };
}
