import { stepOfForwardJob } from "./definition.ts";
import type { DomainEvent } from "./events.ts";
import { accept, ignore } from "./facts.ts";
import type { InputOf } from "./inputs.ts";
import type { Decision, Saga } from "./types.ts";

/**
 * A late answer changes nothing by itself. One exception: something made after
 * the saga was cancelled is undone once more, by reference.
 */
export function decideLate(
  saga: Saga,
  { dispatch, job, reply }: InputOf<"outcome">,
): Decision<DomainEvent> {
  if (reply.type === "pending") return ignore("still at work for an older dispatch");
  const made = reply.type === "succeeded" ? stepOfForwardJob(job) : null;
  const listed = saga.stack.some((e) => e.step === made && e.status === "recorded");
  const cleanUp = saga.position === "CANCELLED" && !listed ? made : null;
  const code = reply.type === "succeeded" ? null : reply.code;
  return accept({
    type: "LateOutcomeObserved",
    data: { dispatch, job, outcome: reply.type, code, cleanUp },
  });
}
