import type { OperatorActionRow } from "#db/queries/operations";
import { decodeEvent, type StoredEvent, UnreadableEvent } from "#server/fulfillment/event-codec";
import type { SagaEntry } from "./saga-entry.ts";

/**
 * The stored events that this version can read, oldest first. One it cannot read
 * stays in the raw list; the order itself then waits for a newer worker and says so.
 */
export function entriesOf(rows: readonly StoredEvent[]): SagaEntry[] {
  return rows.flatMap((row) => {
    try {
      const { id, version, metadata, ...event } = decodeEvent(row);
      return [{ id, version, event, actor: metadata.actor }];
    } catch (error) {
      if (error instanceof UnreadableEvent) return [];
      throw error;
    }
  });
}

/** Every account whose name the page will show. */
export function personIds(
  entries: readonly SagaEntry[],
  actions: readonly OperatorActionRow[],
): string[] {
  const ids = new Set(actions.map((action) => action.actorId));
  for (const { actor, event } of entries) {
    if (actor.type === "person") ids.add(actor.id);
    if ("by" in event.data && event.data.by.type === "person") ids.add(event.data.by.id);
  }
  return [...ids];
}
