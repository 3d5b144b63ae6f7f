import type { CircuitPolicy } from "#server/circuits/circuit";
import { claimProbe, failProbe, markMended } from "#server/circuits/partner-status";
import { newUuid } from "#server/ids";
import type { PartnerName } from "#server/partners/types";
import type { Step } from "#server/saga/types";
import type { UpkeepContext } from "./upkeep-context.ts";

/** Whose look-up shows whether the partner takes our key; a mail server has none. */
const STEP_OF: Record<PartnerName, Step | null> = {
  prescription: "prescription",
  inventory: "inventory",
  carrier: "shipment",
  notifications: null,
};

/**
 * Asks a partner that did not take our key whether it does now, by a look-up that
 * makes nothing. Once it answers, its orders go on by themselves.
 */
export async function probePartners(
  { pool, partners, worker, log }: UpkeepContext,
  due: readonly PartnerName[],
  policy: Pick<CircuitPolicy, "probeMs" | "lookUpEveryMs">,
): Promise<void> {
  const { probeMs, lookUpEveryMs } = policy;
  for (const partner of due) {
    const step = STEP_OF[partner];
    if (step === null) continue;
    const circuit = { partner, direction: "forward" } as const;
    const claim = { cause: "misconfigured", worker, probeMs } as const;
    if (!(await claimProbe(pool, circuit, claim))) continue;
    // Of a saga that never was: the answer is nothing, and that is an answer.
    const sagaUuid = newUuid();
    const answer = await partners.lookUps[step]({
      sagaUuid,
      requestId: `probe.${sagaUuid}`,
      signal: AbortSignal.timeout(probeMs),
    });
    if (answer.type === "answered") {
      await markMended(pool, partner);
      log.info({ partner }, "partner.mended");
      continue;
    }
    const { reply } = answer;
    const code = "code" in reply ? reply.code : reply.type;
    await failProbe(pool, circuit, { worker, code, probeInMs: lookUpEveryMs });
  }
}
