import { versionOf } from "#server/saga/events";
import type { Append } from "./batch.ts";
import { canonicalJson } from "./canonical-json.ts";
import { digestEvents, EVENT_SEPARATOR, type SealedRun } from "./chain-digest.ts";

export type PreparedAppend = {
  /** As they are sent: the text that is stored is the text that is sealed. */
  runs: readonly SealedRun[];
  eventCount: number;
  occurredAt: string;
  digest: Buffer;
};

/**
 * Everything about an append that needs no lock, so that nobody waits for it;
 * null when there is nothing to append.
 */
export function prepareAppend(appends: readonly Append[], now: number): PreparedAppend | null {
  const occurredAt = new Date(now).toISOString();
  const runs = appends
    .filter(({ events }) => events.length > 0)
    .map((append) => toRun(append, occurredAt));
  if (runs.length === 0) return null;
  const eventCount = runs.reduce((sum, run) => sum + run.eventCount, 0);
  return { runs, eventCount, occurredAt, digest: digestEvents(runs) };
}

function toRun(append: Append, occurredAt: string): SealedRun {
  const { aggregateUuid, aggregateType, versionBefore, events, metadata } = append;
  return {
    aggregateUuid,
    aggregateType,
    versionBefore,
    eventCount: events.length,
    occurredAt,
    metadata: canonicalJson(metadata),
    types: events.map(({ type }) => type).join(EVENT_SEPARATOR),
    versions: events.map(({ type }) => versionOf(type)).join(EVENT_SEPARATOR),
    data: events.map(({ data }) => canonicalJson(data)).join(EVENT_SEPARATOR),
  };
}
