import type { DbOrTx } from "#db/client";
import { readEventsBetween, readStreamsOf } from "#db/queries/failure-counts";
import {
  type DecodedEvent,
  decodeEvent,
  type StoredEvent,
  UnreadableEvent,
} from "#server/fulfillment/event-codec";
import { failureOfStop } from "./failure-of-stop.ts";
import { FAILING_EVENTS, type Failure, failureOf } from "./fingerprint.ts";

export type SeenFailure = Failure & { sagaUuid: string; at: Date };

/** Every try that failed among the events after `after` up to `upTo`, oldest first. */
export async function readFailures(
  db: DbOrTx,
  after: number,
  upTo: number,
): Promise<SeenFailure[]> {
  const events = decodeAll(await readEventsBetween(db, { after, upTo, types: FAILING_EVENTS }));
  const stops = events.filter(({ event }) => event.type === "SagaParked");
  const streams = await streamsOf(db, new Set(stops.map(({ sagaUuid }) => sagaUuid)));
  return events.flatMap(({ event, sagaUuid }) => {
    const failure =
      event.type === "SagaParked"
        ? failureOfStop(
            (streams.get(sagaUuid) ?? []).filter(({ version }) => version <= event.version),
            sagaUuid,
          )
        : failureOf(event);
    return failure === null ? [] : [{ ...failure, sagaUuid, at: new Date(event.at) }];
  });
}

async function streamsOf(
  db: DbOrTx,
  sagaUuids: ReadonlySet<string>,
): Promise<Map<string, DecodedEvent[]>> {
  const stored = decodeAll(await readStreamsOf(db, [...sagaUuids]));
  return new Map(
    [...Map.groupBy(stored, ({ sagaUuid }) => sagaUuid)].map(([sagaUuid, events]) => [
      sagaUuid,
      events.map(({ event }) => event),
    ]),
  );
}

/** One that a newer build wrote is counted by nobody: the rest must not wait for it. */
function decodeAll(rows: readonly StoredEvent[]): { event: DecodedEvent; sagaUuid: string }[] {
  return rows.flatMap((row) => {
    try {
      return [{ event: decodeEvent(row), sagaUuid: row.aggregateUuid }];
    } catch (error) {
      if (error instanceof UnreadableEvent) return [];
      throw error;
    }
  });
}
