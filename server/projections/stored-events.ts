import type { Client } from "pg";
import { canonicalJson } from "#server/fulfillment/canonical-json";
import { digestEvents } from "#server/fulfillment/chain-digest";
import type { StoredEvent } from "#server/fulfillment/event-codec";

type EventRow = {
  id: string;
  aggregate_uuid: string;
  aggregate_type: StoredEvent["aggregateType"];
  aggregate_version: number;
  event_type: string;
  event_version: number;
  event_data: unknown;
  metadata: unknown;
  /** A number where somebody wrote "infinity". */
  occurred_at: Date | number;
};

/** `source`: all that follows "from", with the events as e. */
export async function readEvents(
  client: Client,
  source: string,
  values: readonly unknown[],
): Promise<StoredEvent[]> {
  const { rows } = await client.query<EventRow>(
    `select e.id, e.aggregate_uuid, e.aggregate_type, e.aggregate_version, e.event_type,
       e.event_version, e.event_data, e.metadata, e.occurred_at
     from ${source}`,
    [...values],
  );
  return rows.map((row) => ({
    id: Number(row.id),
    aggregateUuid: row.aggregate_uuid,
    aggregateType: row.aggregate_type,
    aggregateVersion: row.aggregate_version,
    eventType: row.event_type,
    eventVersion: row.event_version,
    eventData: row.event_data,
    metadata: row.metadata,
    occurredAt: new Date(row.occurred_at),
  }));
}

/** The digest that the writer of these events has sealed them with. */
export function digestStored(events: readonly StoredEvent[]): Buffer {
  return digestEvents(
    events.map((event) => ({
      aggregateUuid: event.aggregateUuid,
      aggregateType: withoutSeparators(event.aggregateType),
      versionBefore: event.aggregateVersion - 1,
      eventCount: 1,
      occurredAt: isoOf(event.occurredAt),
      metadata: canonicalJson(event.metadata),
      types: withoutSeparators(event.eventType),
      versions: `${event.eventVersion}`,
      data: canonicalJson(event.eventData),
    })),
  );
}

/** A name of ours stays as it is; somebody else's must not be able to pass for two. */
const withoutSeparators = (text: string) => JSON.stringify(text).slice(1, -1);

const isoOf = (date: Date) => (Number.isNaN(date.getTime()) ? "never" : date.toISOString());

/** For people: what it is and where it belongs. */
export const nameOf = (event: StoredEvent) =>
  `event ${event.id} (${event.eventType}, ${event.aggregateUuid} version ${event.aggregateVersion})`;
