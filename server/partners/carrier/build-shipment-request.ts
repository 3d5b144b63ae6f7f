import type { BuyLabelRequest, CreateShipmentRequest } from "../contract/carrier.ts";
import { shipmentCreateReference, shipmentLabelReference } from "../references.ts";
import type { FulfillmentOrder, StepCall } from "../types.ts";

export type Sender = CreateShipmentRequest["from"];

/** The padded mailer every order leaves in; each medicine adds its bottle. */
const MAILER = { lengthMm: 260, widthMm: 190, heightMm: 60 };
const MAILER_GRAMS = 80;
const LINE_GRAMS = 120;

/**
 * Field by field, in a fixed order: a re-send must be the same bytes or the carrier sees a conflict.
 * It names no medicine and declares no value, for a carrier must not learn what is inside.
 */
export function buildCreateShipmentRequest(
  call: Pick<StepCall, "sagaUuid" | "order">,
  sender: Sender,
): CreateShipmentRequest {
  const { order } = call;
  return {
    clientReference: shipmentCreateReference(call.sagaUuid),
    orderNumber: order.orderNumber,
    service: order.shipping.service,
    from: sender,
    to: toRecipient(order),
    parcels: [{ weightGrams: MAILER_GRAMS + LINE_GRAMS * order.lines.length, ...MAILER }],
    declaredValueCents: 0,
  };
}

export function buildBuyLabelRequest(call: Pick<StepCall, "sagaUuid" | "order">): BuyLabelRequest {
  return {
    clientReference: shipmentLabelReference(call.sagaUuid),
    orderNumber: call.order.orderNumber,
  };
}

function toRecipient({ patient, shipTo }: FulfillmentOrder): CreateShipmentRequest["to"] {
  return {
    name: shipTo.name ?? [...patient.givenNames, patient.familyName].join(" "),
    address: {
      line1: shipTo.line1,
      line2: shipTo.line2,
      city: shipTo.city,
      state: shipTo.state,
      postalCode: shipTo.postalCode,
      country: shipTo.country,
    },
    phone: patient.phone,
    residential: shipTo.residential,
    instructions: shipTo.instructions,
  };
}
