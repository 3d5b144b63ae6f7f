import type { Client } from "pg";
import { type DecodedEvent, decodeEvent, type StoredEvent } from "#server/fulfillment/event-codec";

type EventRow = {
  id: string;
  aggregate_uuid: string;
  aggregate_type: StoredEvent["aggregateType"];
  aggregate_version: number;
  event_type: string;
  event_version: number;
  event_data: unknown;
  metadata: unknown;
  occurred_at: Date;
};

const READ = `
  select id, aggregate_uuid, aggregate_type, aggregate_version, event_type, event_version,
         event_data, metadata, occurred_at
  from event_store
  where aggregate_uuid = any($1::uuid[])
  order by aggregate_uuid, aggregate_version`;

/** The whole streams of these aggregates, each oldest first; one without events is absent. */
export async function readStreams(
  client: Client,
  aggregateUuids: readonly string[],
): Promise<Map<string, StoredEvent[]>> {
  const { rows } = await client.query<EventRow>(READ, [aggregateUuids]);
  return Map.groupBy(rows.map(toStoredEvent), (event) => event.aggregateUuid);
}

function toStoredEvent(row: EventRow): StoredEvent {
  return {
    id: Number(row.id),
    aggregateUuid: row.aggregate_uuid,
    aggregateType: row.aggregate_type,
    aggregateVersion: row.aggregate_version,
    eventType: row.event_type,
    eventVersion: row.event_version,
    eventData: row.event_data,
    metadata: row.metadata,
    occurredAt: row.occurred_at,
  };
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
