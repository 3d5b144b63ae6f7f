import type { Reply } from "#server/saga/types";
import type { Partner } from "../call-partner.ts";
import { callPartner } from "../call-partner.ts";
import { pending } from "../classify-reply.ts";
import type { PrescriptionResponse } from "../contract/prescription.ts";
import {
  PRESCRIPTION_PATHS,
  prescriptionLookupResponse,
  prescriptionResponse,
} from "../contract/prescription.ts";
import { lookUp } from "../look-up.ts";
import { safeCode } from "../reply-codes.ts";
import type { StepCall, StepCaller } from "../types.ts";
import { buildCreatePrescriptionRequest } from "./build-create-request.ts";

export function createPrescription(partner: Partner): StepCaller {
  return async (call) => {
    const body = buildCreatePrescriptionRequest(call);
    if (call.inDoubt) {
      const finding = await findPrescription(partner, call, body.clientReference);
      if (finding.type === "unanswered") return finding.reply;
      if (finding.type === "found") return readPrescription(finding.value);
    }
    const answer = await callPartner(partner.client, call, {
      kind: "forward",
      path: PRESCRIPTION_PATHS.create,
      clientReference: body.clientReference,
      body,
      answer: prescriptionResponse,
      timeoutMs: partner.timeoutMs,
    });
    if (answer.type !== "answered") return answer;
    return readPrescription(answer.value);
  };
}

function findPrescription(partner: Partner, call: StepCall, clientReference: string) {
  return lookUp(partner, call, {
    path: PRESCRIPTION_PATHS.lookup,
    clientReference,
    answer: prescriptionLookupResponse,
  });
}

function readPrescription(prescription: PrescriptionResponse): Reply {
  switch (prescription.status) {
    case "active":
      return { type: "succeeded", reference: prescription.prescriptionId };
    case "pending_verification":
      return pending(prescription.pollAfterMs ?? null);
    case "rejected":
      return { type: "rejected", code: safeCode(prescription.rejectionCode ?? "rejected") };
    case "cancelled":
      return { type: "rejected", code: "reference_cancelled" };
  }
}
