import { setTimeout as pause } from "node:timers/promises";
import { STEP_OF } from "#server/fulfillment/testing/partner-world";
import { stepsOf } from "#server/partners/testing/steps-of";
import type { PartnerJob, Partners, StepCaller } from "#server/partners/types";
import type { Reply } from "#server/saga/types";

/** What was really done at the partners, one reference an effect: `<saga>:<step>`. */
export type Ledger = { made: string[]; undone: string[] };

/** What the bench's carrier does not do: every fifth order asks for it, and is taken back. */
export const REFUSED_SERVICE = "overnight";

export type Desk = {
  /** What was done since it was asked last. It is not kept: the memory measured is to be the engine's. */
  takeLedger(): Ledger;
  act(job: PartnerJob, sagaUuid: string, service: string): Promise<Reply>;
};

/**
 * Partners in the worker's own process, so that nothing but the engine is
 * measured. Each answers after `latencyMs`, refuses what it must, and keeps a
 * ledger of what it did.
 */
export function openDesk({ latencyMs }: { latencyMs: number }): Desk {
  let ledger: Ledger = { made: [], undone: [] };
  return {
    takeLedger() {
      const taken = ledger;
      ledger = { made: [], undone: [] };
      return taken;
    },
    async act(job, sagaUuid, service) {
      if (latencyMs > 0) await pause(latencyMs);
      const { step, makes } = STEP_OF[job];
      if (step === "shipment" && service === REFUSED_SERVICE) {
        return { type: "rejected", code: "service_not_available" };
      }
      const reference = `${sagaUuid}:${step}`;
      (makes ? ledger.made : ledger.undone).push(reference);
      if (job !== "initiate-shipment") return { type: "succeeded", reference };
      return { type: "succeeded", reference, trackingNumber: `1Z${sagaUuid.slice(-12)}` };
    },
  };
}

/** The same desk as the engine's ports. */
export function partnersOf(desk: Desk): Partners {
  const caller =
    (job: PartnerJob): StepCaller =>
    ({ sagaUuid, order }) =>
      desk.act(job, sagaUuid, order.shipping.service);
  // The desk keeps nothing that it could look up; an answer made up would be told as drift.
  const unanswered = async () =>
    ({ type: "unanswered", reply: { type: "transient", code: "not_kept" } }) as const;
  return {
    steps: stepsOf(caller),
    lookUps: { prescription: unanswered, inventory: unanswered, shipment: unanswered },
    notify: async () => ({ type: "sent" }),
    close: async () => undefined,
  };
}
