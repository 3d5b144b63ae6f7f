import { versionOf } from "#server/saga/events";
import type { Append } from "./batch.ts";
import { canonicalJson } from "./canonical-json.ts";
import { digestEvents, type SealedRun } from "./chain-digest.ts";

export type PreparedAppend = {
  /** As they are sent: the text that is stored is the text that is sealed. */
  runs: readonly SealedRun[];
  eventCount: number;
  occurredAt: string;
  digest: Buffer;
};

/**
 * Everything about an append that needs no lock, so that nobody waits for it;
 * null when there is nothing to append. Async only so that a failure is a
 * rejection, like one of the statements that are under way meanwhile.
 */
export async function prepareAppend(
  appends: readonly Append[],
  now: number,
): Promise<PreparedAppend | null> {
  const eventCount = appends.reduce((sum, { events }) => sum + events.length, 0);
  if (eventCount === 0) return null;
  const occurredAt = new Date(now).toISOString();
  const runs = appends.map(
    ({ aggregateUuid, aggregateType, versionBefore, metadata, events }): SealedRun => ({
      aggregateUuid,
      aggregateType,
      versionBefore,
      occurredAt,
      metadata: canonicalJson(metadata),
      events: events.map(({ type, data }) => ({
        type,
        version: versionOf(type),
        data: canonicalJson(data),
      })),
    }),
  );
  return { runs, eventCount, occurredAt, digest: digestEvents(runs) };
}
