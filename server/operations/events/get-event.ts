import type { DbOrTx } from "#db/client";
import { findEvent, findStreamsOf, readEventPlace, readStreamUpTo } from "#db/queries/event-pages";
import { readUserNames } from "#db/queries/operations";
import { AppError } from "#server/errors";
import type { StoredEvent } from "#server/fulfillment/event-codec";
import { causeOfMetadata, eventActor, personIdsOf } from "./event-actor.ts";
import { stateChange } from "./state-change.ts";
import type { EventView, StateChange } from "./views.ts";

/** Weeks of retries have fewer; a longer stream is not folded for a look at one event. */
const MOST_FOLDED = 5_000;

/** One event with what it changed, and the events beside it in its order. */
export async function getEvent({ db }: { db: DbOrTx }, id: number): Promise<EventView> {
  const event: StoredEvent | undefined = await findEvent(db, id);
  if (!event) throw new AppError("not_found", "There is no such event.");
  const streams = await findStreamsOf(db, event.aggregateUuid);
  const own = streams ? [streams.orderUuid, streams.sagaUuid] : [event.aggregateUuid];
  const [place, change, names] = await Promise.all([
    readEventPlace(db, own, id),
    readChange(db, event),
    readUserNames(db, personIdsOf([event])),
  ]);
  return {
    id: event.id,
    orderNumber: streams?.orderNumber ?? null,
    stream: event.aggregateType,
    version: event.aggregateVersion,
    type: event.eventType,
    eventVersion: event.eventVersion,
    at: event.occurredAt.toISOString(),
    actor: eventActor(event.metadata, names),
    causedBy: causeOfMetadata(event.metadata),
    place: { number: place.before + 1, of: place.of },
    older: place.older,
    newer: place.newer,
    change,
    data: event.eventData,
    metadata: event.metadata,
  };
}

async function readChange(
  db: DbOrTx,
  { aggregateUuid, aggregateVersion }: StoredEvent,
): Promise<StateChange> {
  if (aggregateVersion > MOST_FOLDED) {
    return {
      type: "not_folded",
      because: `It stands after ${MOST_FOLDED} others in its stream, which are too many for a look.`,
    };
  }
  return stateChange(await readStreamUpTo(db, aggregateUuid, aggregateVersion, MOST_FOLDED));
}
