import { CIRCUIT_OF, NOTICES } from "#server/circuits/circuit";
import type { PartnerCircuits } from "#server/circuits/partner-circuits";
import type { HandOver } from "#server/fulfillment/submissions";
import { NOTICE_QUEUE, QUEUES, type Queue } from "#server/queue/queues";
import { Capacity, type Share } from "./capacity.ts";

/** A mail server takes few connections at a time. */
const MOST_MESSAGES = 20;

/**
 * Room for each queue, and so for each partner and direction. A partner that is
 * slow fills three quarters of all and no more, and a storm of new orders cannot
 * starve what is being taken back: a few places are kept for it (ADR 21).
 */
export function openBulkheads(concurrency: number): Capacity {
  const kept = Math.max(1, Math.floor(concurrency / (4 * QUEUES.length)));
  const most = Math.max(1, Math.floor((concurrency * 3) / 4));
  const share: Share = { kept, most };
  return new Capacity(Math.max(concurrency, QUEUES.length), {
    "create-prescription": share,
    "reserve-inventory": share,
    "initiate-shipment": share,
    "void-shipment": share,
    "release-inventory": share,
    "cancel-prescription": share,
    "cancel-order": share,
    [NOTICE_QUEUE]: { kept: Math.min(kept, MOST_MESSAGES), most: Math.min(most, MOST_MESSAGES) },
  });
}

/** Whether calls of this queue may leave now. The local end of an undo calls nobody. */
export function admissionOf(circuits: PartnerCircuits, queue: Queue) {
  if (queue === "cancel-order") return "closed";
  return circuits.admission(queue === NOTICE_QUEUE ? NOTICES : CIRCUIT_OF[queue]).type;
}

/** Takes what was queued at once where there is room for it and its call may leave. */
export function handOverTo(
  worker: number,
  { bulkheads, circuits }: { bulkheads: Capacity; circuits: PartnerCircuits },
): HandOver {
  const mayLeave = (queue: Queue) => admissionOf(circuits, queue) === "closed";
  return {
    worker,
    take: (queue) => (mayLeave(queue) ? bulkheads.of(queue).tryTake() : null),
    move: (place, queue) => (mayLeave(queue) ? place.moveTo(queue) : null),
  };
}
