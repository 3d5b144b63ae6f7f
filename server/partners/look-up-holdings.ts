import type { Step } from "#server/saga/types";
import type { Partner } from "./call-partner.ts";
import {
  CARRIER_PATHS,
  type ShipmentResponse,
  shipmentLookupResponse,
} from "./contract/carrier.ts";
import {
  INVENTORY_PATHS,
  type ReservationResponse,
  reservationLookupResponse,
} from "./contract/inventory.ts";
import {
  PRESCRIPTION_PATHS,
  type PrescriptionResponse,
  prescriptionLookupResponse,
} from "./contract/prescription.ts";
import { type Finding, lookUp } from "./look-up.ts";
import {
  inventoryReference,
  prescriptionReference,
  shipmentCreateReference,
} from "./references.ts";
import type { Holding, LookUpAnswer, Partners } from "./types.ts";

/** What stands at each partner, by its own word for the state of the thing. */
const PRESCRIPTION: Record<PrescriptionResponse["status"], Holding> = {
  active: "live",
  pending_verification: "absent",
  rejected: "absent",
  cancelled: "gone",
};
const RESERVATION: Record<ReservationResponse["status"], Holding> = {
  held: "live",
  committed: "live",
  pending: "absent",
  rejected: "absent",
  released: "gone",
  expired: "lapsed",
};
/** A shipment without a label costs nothing and moves nothing. */
const SHIPMENT: Record<ShipmentResponse["status"], Holding> = {
  label_purchased: "live",
  created: "absent",
  pending: "absent",
  label_pending: "absent",
  rejected: "absent",
  label_rejected: "absent",
  voided: "gone",
};

export function lookUpHoldings(partners: Record<Step, Partner>): Partners["lookUps"] {
  return {
    prescription: async (question) =>
      toAnswer(
        await lookUp(partners.prescription, question, {
          path: PRESCRIPTION_PATHS.lookup,
          clientReference: prescriptionReference(question.sagaUuid),
          answer: prescriptionLookupResponse,
        }),
        ({ status }) => PRESCRIPTION[status],
      ),
    inventory: async (question) =>
      toAnswer(
        await lookUp(partners.inventory, question, {
          path: INVENTORY_PATHS.lookup,
          clientReference: inventoryReference(question.sagaUuid),
          answer: reservationLookupResponse,
        }),
        ({ status }) => RESERVATION[status],
      ),
    shipment: async (question) =>
      toAnswer(
        await lookUp(partners.shipment, question, {
          path: CARRIER_PATHS.lookup,
          clientReference: shipmentCreateReference(question.sagaUuid),
          answer: shipmentLookupResponse,
        }),
        ({ status }) => SHIPMENT[status],
      ),
  };
}

function toAnswer<T>(finding: Finding<T>, holdingOf: (value: T) => Holding): LookUpAnswer {
  switch (finding.type) {
    case "found":
      return { type: "answered", holding: holdingOf(finding.value) };
    case "absent":
      return { type: "answered", holding: "absent" };
    case "unanswered":
      return finding;
  }
}
