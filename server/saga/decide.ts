import { decideCommand } from "./decide-command.ts";
import { decideOutcome } from "./decide-outcome.ts";
import { canCarryOn, decideUnreadable } from "./decide-unreadable.ts";
import type { DomainEvent } from "./events.ts";
import { accept, ignore, recordEntry } from "./facts.ts";
import type { Circumstances, Input, InputOf } from "./inputs.ts";
import type { Decision, SagaState } from "./types.ts";

/**
 * Answers one input against one state: which facts follow from it. Pure and
 * total; it never throws for anything that can come from outside, and reads no
 * clock, no chance and no database.
 */
export function decide(
  state: SagaState,
  input: Input,
  circumstances: Circumstances,
): Decision<DomainEvent> {
  if (input.type === "start") return start(state, input, circumstances);
  if (state.position === "NOT_STARTED") return ignore("not started");
  if (input.type === "unreadable" || !canCarryOn(state, circumstances.build)) {
    return decideUnreadable(state, input);
  }
  if (input.type === "outcome") return decideOutcome(state, input, circumstances);
  return decideCommand(state, input, circumstances);
}

function start(
  state: SagaState,
  input: InputOf<"start">,
  { now, policy, build }: Circumstances,
): Decision<DomainEvent> {
  if (state.position !== "NOT_STARTED") return ignore("already started");
  const { orderNumber, lineCount, replacesOrderId, orderUuid } = input;
  return accept(
    { type: "OrderCreated", data: { orderNumber, lineCount, replacesOrderId } },
    {
      type: "OrderFulfillmentSagaStarted",
      data: {
        orderUuid,
        definitionVersion: build.definitionVersion,
        readerVersion: build.readerVersion,
        deadlineAt: now + policy.deadlineMs,
      },
    },
    recordEntry("order"),
    recordEntry("prescription"),
  );
}
