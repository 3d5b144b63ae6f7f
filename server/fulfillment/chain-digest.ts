import { hash } from "node:crypto";

/** Events of one stream that follow one another, as they are sealed; JSON in canonical form. */
export type SealedRun = {
  aggregateUuid: string;
  aggregateType: string;
  versionBefore: number;
  /** ISO 8601 with milliseconds, in UTC. */
  occurredAt: string;
  metadata: string;
  events: readonly { type: string; version: number; data: string }[];
};

export type Link = { firstId: number; lastId: number; eventCount: number; digest: Buffer };

/** What the first link follows, in the place of a link before it. */
export const CHAIN_START: Buffer = Buffer.alloc(32);

/**
 * SHA-256 over the content of one link's events, by stream and version: the
 * order in which Postgres numbered them means nothing. The text is one JSON
 * array a line, so no content can pass for another. What neighbours share is
 * said once, so it makes no difference how the events were cut into runs.
 */
export function digestEvents(runs: readonly SealedRun[]): Buffer {
  let text = "";
  let shared = "";
  for (const run of runs.toSorted(byStream)) {
    const { aggregateUuid, aggregateType, versionBefore, occurredAt, metadata, events } = run;
    const head = `["${aggregateUuid}","${aggregateType}","${occurredAt}",${metadata}]\n`;
    if (head !== shared) text += head;
    shared = head;
    events.forEach(({ type, version, data }, index) => {
      text += `[${versionBefore + index + 1},${JSON.stringify(type)},${version},${data}]\n`;
    });
  }
  return hash("sha256", text, "buffer");
}

/** What Postgres computes when the link is written; see append-link.ts. */
export function hashLink(before: Buffer, { firstId, lastId, eventCount, digest }: Link): Buffer {
  const numbers = Buffer.alloc(20);
  numbers.writeBigInt64BE(BigInt(firstId), 0);
  numbers.writeBigInt64BE(BigInt(lastId), 8);
  numbers.writeInt32BE(eventCount, 16);
  return hash("sha256", Buffer.concat([before, numbers, digest]), "buffer");
}

function byStream(a: SealedRun, b: SealedRun): number {
  if (a.aggregateUuid === b.aggregateUuid) return a.versionBefore - b.versionBefore;
  return a.aggregateUuid < b.aggregateUuid ? -1 : 1;
}
