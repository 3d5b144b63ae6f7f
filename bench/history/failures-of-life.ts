import { failureOfStop } from "#server/failures/failure-of-stop";
import { type Failure, failureOf } from "#server/failures/fingerprint";
import type { DecodedEvent } from "#server/fulfillment/event-codec";
import { versionOf } from "#server/saga/events";
import type { Commit, Life } from "./life.ts";
import { LIVED_AT, mark } from "./pattern.ts";

/** A try of a life that failed, and how long after its placing. */
export type LifeFailure = Failure & { offsetMs: number };

/** What a worker's duty will count of this life; see server/failures. */
export function failuresOfLife({ commits }: Pick<Life, "commits">): LifeFailure[] {
  const stream: DecodedEvent[] = [];
  return commits.flatMap(sagaEventsOf).flatMap((event) => {
    stream.push(event);
    const failure =
      event.type === "SagaParked" ? failureOfStop(stream, mark("saga")) : failureOf(event);
    return failure === null ? [] : [{ ...failure, offsetMs: event.at - LIVED_AT }];
  });
}

function sagaEventsOf({ at, appends }: Commit): DecodedEvent[] {
  return appends
    .filter(({ aggregateType }) => aggregateType === "order_fulfillment_saga")
    .flatMap(({ events, metadata, versionBefore }) =>
      events.map((event, index) => ({
        ...event,
        id: 0,
        version: versionBefore + index + 1,
        eventVersion: versionOf(event.type),
        metadata,
        at,
      })),
    );
}
