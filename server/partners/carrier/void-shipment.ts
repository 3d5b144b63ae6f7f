import type { Reply } from "#server/saga/types";
import { buildCancelRequest } from "../build-cancel-request.ts";
import type { Partner } from "../call-partner.ts";
import { callPartner } from "../call-partner.ts";
import { pending } from "../classify-reply.ts";
import type { VoidShipmentResponse } from "../contract/carrier.ts";
import { CARRIER_PATHS, voidShipmentResponse } from "../contract/carrier.ts";
import { refusedUndo, undone } from "../read-undo.ts";
import { shipmentReference } from "../references.ts";
import type { StepCaller } from "../types.ts";

/** By the reference of the whole shipment: voids it, or bars both its create and its label. */
export function voidShipment(partner: Partner): StepCaller {
  return async (call) => {
    const body = buildCancelRequest(shipmentReference(call.sagaUuid), call.order.orderNumber);
    const answer = await callPartner(partner.client, call, {
      kind: "undo",
      path: CARRIER_PATHS.cancelByReference,
      clientReference: body.clientReference,
      body,
      answer: voidShipmentResponse,
      timeoutMs: partner.timeoutMs,
    });
    return answer.type === "answered" ? readVoid(answer.value, call.references.shipment) : answer;
  };
}

function readVoid(reply: VoidShipmentResponse, reference: string | null): Reply {
  switch (reply.status) {
    case "voided":
      return undone(reference, reply.nothingToUndo);
    case "void_refused":
      return refusedUndo(reply.reason);
    case "void_pending":
      return pending(reply.pollAfterMs ?? null);
  }
}
