import { hash } from "node:crypto";

/** Between events of one run, and between fields. JSON never holds either character raw. */
export const EVENT_SEPARATOR = "\x1e";
const FIELD_SEPARATOR = "\x1f";

/**
 * Events of one stream that follow one another, as they are stored and sealed.
 * No text in here may hold a separator; a writer's own names never do.
 */
export type SealedRun = {
  aggregateUuid: string;
  aggregateType: string;
  versionBefore: number;
  eventCount: number;
  /** ISO 8601 with milliseconds, in UTC. */
  occurredAt: string;
  /** Canonical JSON. */
  metadata: string;
  /** One an event, separated, like versions and data. */
  types: string;
  versions: string;
  /** Canonical JSON. */
  data: string;
};

export type Link = { firstId: number; lastId: number; eventCount: number; digest: Buffer };

/** What the first link follows, in the place of a link before it. */
export const CHAIN_START: Buffer = Buffer.alloc(32);

/**
 * SHA-256 over the content of one link's events, by stream and version: neither
 * the order in which Postgres numbered them means anything, nor how they were
 * cut into runs. Eight fields a run, so that no content can pass for another.
 */
export function digestEvents(runs: readonly SealedRun[]): Buffer {
  const fields: (string | number)[] = [];
  for (const run of longestRuns(runs)) {
    fields.push(
      run.aggregateUuid,
      run.aggregateType,
      run.versionBefore,
      run.occurredAt,
      run.metadata,
      run.types,
      run.versions,
      run.data,
    );
  }
  return hash("sha256", fields.join(FIELD_SEPARATOR), "buffer");
}

/** What Postgres computes when the link is written; see append-link.ts. */
export function hashLink(before: Buffer, { firstId, lastId, eventCount, digest }: Link): Buffer {
  const numbers = Buffer.alloc(20);
  numbers.writeBigInt64BE(BigInt(firstId), 0);
  numbers.writeBigInt64BE(BigInt(lastId), 8);
  numbers.writeInt32BE(eventCount, 16);
  return hash("sha256", Buffer.concat([before, numbers, digest]), "buffer");
}

function longestRuns(runs: readonly SealedRun[]): SealedRun[] {
  const longest: SealedRun[] = [];
  for (const run of runs.toSorted(byStream)) {
    const before = longest.at(-1);
    if (before && goesOn(before, run)) longest[longest.length - 1] = joined(before, run);
    else longest.push(run);
  }
  return longest;
}

function byStream(a: SealedRun, b: SealedRun): number {
  if (a.aggregateUuid === b.aggregateUuid) return a.versionBefore - b.versionBefore;
  return a.aggregateUuid < b.aggregateUuid ? -1 : 1;
}

function goesOn(before: SealedRun, run: SealedRun): boolean {
  return (
    before.aggregateUuid === run.aggregateUuid &&
    before.aggregateType === run.aggregateType &&
    before.versionBefore + before.eventCount === run.versionBefore &&
    before.occurredAt === run.occurredAt &&
    before.metadata === run.metadata
  );
}

function joined(before: SealedRun, run: SealedRun): SealedRun {
  return {
    ...before,
    eventCount: before.eventCount + run.eventCount,
    types: before.types + EVENT_SEPARATOR + run.types,
    versions: before.versions + EVENT_SEPARATOR + run.versions,
    data: before.data + EVENT_SEPARATOR + run.data,
  };
}
