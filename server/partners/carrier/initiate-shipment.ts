import type { Reply } from "#server/saga/types";
import type { Partner } from "../call-partner.ts";
import { callPartner, pathOf } from "../call-partner.ts";
import { pending } from "../classify-reply.ts";
import type { LabelResponse, ShipmentResponse } from "../contract/carrier.ts";
import {
  CARRIER_PATHS,
  labelResponse,
  shipmentLookupResponse,
  shipmentResponse,
} from "../contract/carrier.ts";
import { lookUp } from "../look-up.ts";
import { shipmentCreateReference } from "../references.ts";
import { safeCode } from "../reply-codes.ts";
import type { StepCall, StepCaller } from "../types.ts";
import type { Sender } from "./build-shipment-request.ts";
import { buildBuyLabelRequest, buildCreateShipmentRequest } from "./build-shipment-request.ts";

/** Buying a label takes the carrier longer than anything else it does. */
export type Carrier = Partner & { labelTimeoutMs: number; sender: Sender };

/** A shipment that exists and has no label yet, or the end of this call. */
type Progress = { type: "label_due"; shipmentId: string } | Reply;

/**
 * Creates the shipment, which is free, and buys its label, which is the pivot. Each call has a
 * reference of its own, so a repeat takes up wherever the last one got to.
 */
export function initiateShipment(carrier: Carrier): StepCaller {
  return async (call) => {
    const progress = call.inDoubt
      ? await findOrCreateShipment(carrier, call)
      : await createShipment(carrier, call);
    return progress.type === "label_due" ? buyLabel(carrier, call, progress.shipmentId) : progress;
  };
}

async function findOrCreateShipment(carrier: Carrier, call: StepCall): Promise<Progress> {
  const clientReference = shipmentCreateReference(call.sagaUuid);
  const finding = await lookUp(carrier, call, {
    path: CARRIER_PATHS.lookup,
    clientReference,
    answer: shipmentLookupResponse,
  });
  switch (finding.type) {
    case "unanswered":
      return finding.reply;
    case "found":
      return readShipment(finding.value);
    case "absent":
      return createShipment(carrier, call);
  }
}

async function createShipment(carrier: Carrier, call: StepCall): Promise<Progress> {
  const body = buildCreateShipmentRequest(call, carrier.sender);
  const answer = await callPartner(carrier.client, call, {
    kind: "forward",
    path: CARRIER_PATHS.create,
    clientReference: body.clientReference,
    body,
    answer: shipmentResponse,
    timeoutMs: carrier.timeoutMs,
  });
  return answer.type === "answered" ? readShipment(answer.value) : answer;
}

async function buyLabel(carrier: Carrier, call: StepCall, shipmentId: string): Promise<Reply> {
  const body = buildBuyLabelRequest(call);
  const answer = await callPartner(carrier.client, call, {
    kind: "forward",
    path: pathOf(CARRIER_PATHS.label, shipmentId),
    clientReference: body.clientReference,
    body,
    answer: labelResponse,
    timeoutMs: carrier.labelTimeoutMs,
  });
  if (answer.type !== "answered") return answer;
  if (answer.value.shipmentId !== shipmentId) return { type: "unknown", code: "other_shipment" };
  return readLabel(answer.value);
}

function readShipment(shipment: ShipmentResponse): Progress {
  switch (shipment.status) {
    case "created":
      return { type: "label_due", shipmentId: shipment.shipmentId };
    case "label_purchased":
      return readPurchase(shipment.shipmentId, shipment.trackingNumber);
    case "pending":
    case "label_pending":
      return pending(shipment.pollAfterMs ?? null);
    case "rejected":
    case "label_rejected":
      return { type: "rejected", code: safeCode(shipment.rejectionCode ?? "rejected") };
    case "voided":
      return { type: "rejected", code: "reference_cancelled" };
  }
}

function readLabel(label: LabelResponse): Reply {
  switch (label.status) {
    case "label_purchased":
      return readPurchase(label.shipmentId, label.trackingNumber);
    case "label_pending":
      return pending(label.pollAfterMs ?? null);
    case "label_rejected":
      return { type: "rejected", code: safeCode(label.rejectionCode) };
  }
}

function readPurchase(shipmentId: string, trackingNumber: string | null): Reply {
  // A label without its number cannot be told to the customer: not yet a success.
  if (trackingNumber === null) return { type: "unknown", code: "tracking_number_missing" };
  return { type: "succeeded", reference: shipmentId, trackingNumber };
}
