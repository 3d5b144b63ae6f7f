import type { DbOrTx } from "#db/client";
import { newUuid } from "#server/ids";
import { contactIndexes } from "./contact-index.ts";
import { findReplaceable } from "./find-replaceable.ts";
import { fingerprint } from "./fingerprint.ts";
import { OrderExists } from "./order-exists.ts";
import type { PlaceOrderInput } from "./place-order-input.ts";
import {
  keyReused,
  type NumberlessOrder,
  type OrderCommitter,
  submitWithFreeNumber,
} from "./submit-order.ts";

/** Free of personal data, so that it may be answered again to whoever repeats the request. */
export type PlacedOrder = {
  orderId: string;
  orderNumber: string;
  status: "received";
  externalOrderId: string;
  receivedAt: string;
  replayed: boolean;
  links: { self: string };
};

/**
 * Places an order, or answers again what the same key and body were answered
 * before. Returns after the commit: what was answered is not lost.
 */
export async function placeOrder(
  services: {
    db: DbOrTx;
    committer: OrderCommitter;
    fingerprintSecret: string;
    contactIndexKey: string;
  },
  request: {
    clientId: string;
    idempotencyKey: string;
    input: PlaceOrderInput;
    /** As received, without the key: what the fingerprint is taken from. */
    body: unknown;
  },
): Promise<PlacedOrder> {
  const { clientId, input } = request;
  const replacesOrderId =
    input.replacesOrderId === null
      ? null
      : await findReplaceable(services.db, clientId, input.replacesOrderId);
  const receipt = await submitWithFreeNumber(services.committer, {
    type: "place",
    order: toNewOrder(input, {
      clientId,
      replacesOrderId,
      contactIndexKey: services.contactIndexKey,
    }),
    actor: { type: "storefront", id: clientId },
    idempotency: {
      key: request.idempotencyKey,
      operation: "orders.place",
      fingerprint: fingerprint(request.body, services.fingerprintSecret),
    },
  });
  switch (receipt.type) {
    case "placed":
    case "replayed":
      return {
        orderId: receipt.orderUuid,
        orderNumber: receipt.orderNumber,
        status: "received",
        externalOrderId: input.externalOrderId,
        receivedAt: new Date(receipt.placedAt).toISOString(),
        replayed: receipt.type === "replayed",
        links: { self: `/api/v1/orders/${receipt.orderUuid}` },
      };
    case "key_reused":
      throw keyReused();
    case "external_order_id_exists":
      throw new OrderExists("external_order_id_exists", receipt.orderUuid);
    case "already_replaced":
      throw new OrderExists("order_already_replaced", receipt.orderUuid);
  }
}

function toNewOrder(
  input: PlaceOrderInput,
  given: { clientId: string; replacesOrderId: string | null; contactIndexKey: string },
): NumberlessOrder {
  return {
    orderUuid: newUuid(),
    sagaUuid: newUuid(),
    clientId: given.clientId,
    externalOrderId: input.externalOrderId,
    replacesOrderId: given.replacesOrderId,
    shippingService: input.shipping.service,
    shipTo: input.shipTo,
    patient: { ...input.patient, ...contactIndexes(input.patient, given.contactIndexKey) },
    lines: input.medications.map(({ ndc, prescriber, prescription, ...line }) => ({
      ...line,
      ndcCanonical: ndc.canonical,
      ndcDisplay: ndc.display,
      prescriberNpi: prescriber?.npi ?? null,
      prescriberName: prescriber?.name ?? null,
      prescriptionKind: prescription.kind,
      rxNumber: prescription.rxNumber,
      writtenOn: prescription.writtenOn,
      expiresOn: prescription.expiresOn,
    })),
  };
}
