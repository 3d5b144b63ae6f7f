import type { Client } from "pg";
import { type DecodedEvent, decodeEvent, type StoredEvent } from "#server/fulfillment/event-codec";
import { readEvents } from "./stored-events.ts";

/** The whole streams of these aggregates, each oldest first; one without events is absent. */
export async function readStreams(
  client: Client,
  aggregateUuids: readonly string[],
): Promise<Map<string, StoredEvent[]>> {
  const events = await readEvents(
    client,
    `event_store e where e.aggregate_uuid = any($1::uuid[])
     order by e.aggregate_uuid, e.aggregate_version`,
    [aggregateUuids],
  );
  return Map.groupBy(events, (event) => event.aggregateUuid);
}

/** Every event of a stream, or why it cannot be read as a whole. */
export function decodeStream(
  stream: readonly StoredEvent[] | undefined,
  type: StoredEvent["aggregateType"],
): { type: "read"; events: DecodedEvent[] } | { type: "unreadable"; why: string } {
  if (stream === undefined) return { type: "unreadable", why: "has a row but no events" };
  const gap = stream.findIndex((event, index) => event.aggregateVersion !== index + 1);
  if (gap !== -1) return { type: "unreadable", why: `lacks event ${gap + 1} of its stream` };
  const stranger = stream.find((event) => event.aggregateType !== type);
  if (stranger) {
    const why = `has event ${stranger.id} of a stream of type ${stranger.aggregateType}`;
    return { type: "unreadable", why };
  }
  try {
    return { type: "read", events: stream.map(decodeEvent) };
  } catch (error) {
    return { type: "unreadable", why: messageOf(error) };
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
