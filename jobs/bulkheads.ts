import { CIRCUIT_OF, NOTICES } from "#server/circuits/circuit";
import type { PartnerCircuits } from "#server/circuits/partner-circuits";
import type { HandOver } from "#server/fulfillment/submissions";
import { NOTICE_QUEUE, type Queue } from "#server/queue/queues";
import { FORWARD_JOBS, UNDO_JOBS } from "#server/saga/types";
import { Slots } from "./slots.ts";

export type Bulkheads = Readonly<Record<Queue, Slots>>;

/** A mail server takes few connections at a time. */
const MOST_MESSAGES = 20;

/**
 * Room for each queue, and so for each partner and direction: a partner that is
 * slow fills its own and no other, and a storm of new orders cannot starve what
 * is being taken back.
 */
export function openBulkheads(concurrency: number): Bulkheads {
  const room = (size: number) => new Slots(Math.max(1, Math.floor(size)));
  const undo = () => room(concurrency / 4 / UNDO_JOBS.length);
  const forward = () => room((concurrency * 3) / 4 / FORWARD_JOBS.length);
  return {
    "create-prescription": forward(),
    "reserve-inventory": forward(),
    "initiate-shipment": forward(),
    "void-shipment": undo(),
    "release-inventory": undo(),
    "cancel-prescription": undo(),
    "cancel-order": undo(),
    [NOTICE_QUEUE]: room(Math.min(MOST_MESSAGES, concurrency / 8)),
  };
}

/** Whether calls of this queue may leave now. The local end of an undo calls nobody. */
export function admissionOf(circuits: PartnerCircuits, queue: Queue) {
  if (queue === "cancel-order") return "closed";
  return circuits.admission(queue === NOTICE_QUEUE ? NOTICES : CIRCUIT_OF[queue]).type;
}

/** Takes what was queued at once where there is room for it and its call may leave. */
export function handOverTo(
  worker: number,
  { bulkheads, circuits }: { bulkheads: Bulkheads; circuits: PartnerCircuits },
): HandOver {
  return {
    worker,
    take: (queue) =>
      admissionOf(circuits, queue) === "closed" ? bulkheads[queue].tryTake() : null,
  };
}
