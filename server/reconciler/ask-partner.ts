import { newUuid } from "#server/ids";
import type { LookUpAnswer, PartnerName } from "#server/partners/types";
import type { Step } from "#server/saga/types";
import type { UpkeepContext } from "#server/upkeep/upkeep-context";

export const PARTNER: Record<Step, PartnerName> = {
  prescription: "prescription",
  inventory: "inventory",
  shipment: "carrier",
};

const LOOK_UP_MS = 5_000;

/** Asks the partner of a step what it holds under our reference, by a look-up that makes nothing. */
export function askPartner(
  { partners }: UpkeepContext,
  question: { sagaUuid: string; step: Step; asker: "reconcile" | "check" },
): Promise<LookUpAnswer> {
  const { sagaUuid, step, asker } = question;
  return partners.lookUps[step]({
    sagaUuid,
    requestId: `${asker}.${newUuid()}`,
    signal: AbortSignal.timeout(LOOK_UP_MS),
  });
}
