import type { Reply } from "#server/saga/types";
import { buildCancelRequest } from "../build-cancel-request.ts";
import type { Partner } from "../call-partner.ts";
import { callPartner } from "../call-partner.ts";
import { pending } from "../classify-reply.ts";
import type { CancelPrescriptionResponse } from "../contract/prescription.ts";
import { cancelPrescriptionResponse, PRESCRIPTION_PATHS } from "../contract/prescription.ts";
import { refusedUndo, undone } from "../read-undo.ts";
import { prescriptionReference } from "../references.ts";
import type { StepCaller } from "../types.ts";

/** By reference, never by id: it also works when the create was lost or has yet to arrive. */
export function cancelPrescription(partner: Partner): StepCaller {
  return async (call) => {
    const body = buildCancelRequest(prescriptionReference(call.sagaUuid), call.order.orderNumber);
    const answer = await callPartner(partner.client, call, {
      kind: "undo",
      path: PRESCRIPTION_PATHS.cancelByReference,
      clientReference: body.clientReference,
      body,
      answer: cancelPrescriptionResponse,
      timeoutMs: partner.timeoutMs,
    });
    return answer.type === "answered"
      ? readCancellation(answer.value, call.references.prescription)
      : answer;
  };
}

function readCancellation(
  cancellation: CancelPrescriptionResponse,
  reference: string | null,
): Reply {
  switch (cancellation.status) {
    case "cancelled":
      return undone(reference, cancellation.nothingToUndo);
    case "cancel_denied":
      return refusedUndo(cancellation.denialReason);
    case "cancel_pending":
      return pending(cancellation.pollAfterMs ?? null);
  }
}
