import type { CreatePrescriptionRequest } from "../contract/prescription.ts";
import { prescriptionReference } from "../references.ts";
import type { OrderLine, StepCall } from "../types.ts";

/** Field by field, in a fixed order: a re-send must be the same bytes or the partner sees a conflict. */
export function buildCreatePrescriptionRequest(
  call: Pick<StepCall, "sagaUuid" | "order">,
): CreatePrescriptionRequest {
  const { patient, orderNumber, lines } = call.order;
  return {
    clientReference: prescriptionReference(call.sagaUuid),
    orderNumber,
    patient: {
      externalPatientId: patient.externalPatientId,
      givenNames: patient.givenNames,
      familyName: patient.familyName,
      birthDate: patient.birthDate,
      sex: patient.sex,
      email: patient.email,
      phone: patient.phone,
    },
    items: lines.map(toItem),
  };
}

function toItem(line: OrderLine): CreatePrescriptionRequest["items"][number] {
  const { prescriber, prescription } = line;
  return {
    lineId: line.lineId,
    ndc: line.ndc,
    quantity: line.quantity,
    unit: line.unit,
    daysSupply: line.daysSupply,
    refills: line.refills,
    directions: line.directions,
    substitutionAllowed: line.substitutionAllowed,
    prescriber: prescriber === null ? null : { npi: prescriber.npi, name: prescriber.name },
    prescription: {
      kind: prescription.kind,
      rxNumber: prescription.rxNumber,
      writtenOn: prescription.writtenOn,
      expiresOn: prescription.expiresOn,
    },
  };
}
