import type { DecodedEvent } from "#server/fulfillment/event-codec";
import { fold } from "#server/saga/evolve";
import { NOT_STARTED } from "#server/saga/types";
import { type Failure, failureOf, troubleOf } from "./fingerprint.ts";

/**
 * What a saga was stopped for: the last event of `stream`, which is the stream up
 * to its stop. Null when the try before it has told the same already, or when a
 * person stopped it.
 */
export function failureOfStop(stream: readonly DecodedEvent[], sagaUuid: string): Failure | null {
  const [stop, before] = stream.slice(-2).toReversed();
  if (stop?.type !== "SagaParked" || stop.data.reason === "HELD_BY_OPERATOR") return null;
  const told = before ? failureOf(before) : null;
  if (told !== null && told.code === stop.data.code) return null;
  const state = fold(stream, sagaUuid, NOT_STARTED);
  return state.position === "NOT_STARTED" ? null : troubleOf(state);
}
