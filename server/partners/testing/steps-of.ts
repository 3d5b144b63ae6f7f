import type { PartnerJob, Partners, StepCaller } from "#server/partners/types";

/** The steps of a partner port, all of them answered by one function. */
export function stepsOf(caller: (job: PartnerJob) => StepCaller): Partners["steps"] {
  return {
    "create-prescription": caller("create-prescription"),
    "reserve-inventory": caller("reserve-inventory"),
    "initiate-shipment": caller("initiate-shipment"),
    "void-shipment": caller("void-shipment"),
    "release-inventory": caller("release-inventory"),
    "cancel-prescription": caller("cancel-prescription"),
  };
}
