import {
  CHAIN_START,
  digestEvents,
  EVENT_SEPARATOR,
  hashLink,
  type SealedRun,
} from "#server/fulfillment/chain-digest";
import { rowOf } from "./copy-text.ts";
import type { CommitPattern } from "./life-pattern.ts";
import { type Filling, fill, isoOf } from "./pattern.ts";

export const EVENT_ROW =
  "id, aggregate_uuid, aggregate_type, aggregate_version, event_type, event_version, event_data, metadata, occurred_at";
export const LINK_ROW = "last_id, first_id, event_count, digest, hash";

type Waiting = { at: number; commit: CommitPattern; filling: Filling };

/**
 * Numbers the events of many orders in the order of their moments, as one after
 * the other they were committed, and links them to a chain.
 */
export class EventSealer {
  #waiting: Waiting[] = [];
  #hash = CHAIN_START;
  #eventCount = 0;

  get eventCount(): number {
    return this.#eventCount;
  }

  add(commits: readonly CommitPattern[], filling: Filling): void {
    for (const commit of commits) {
      this.#waiting.push({ at: filling.placedAt + commit.offsetMs, commit, filling });
    }
  }

  /** The rows of all that was committed before `before`, under one link. */
  sealUntil(before: number): { events: string; link: string } {
    // Stable: the commits of one order were added in their order.
    this.#waiting.sort((a, b) => a.at - b.at);
    const later = this.#waiting.findIndex(({ at }) => at >= before);
    const due = this.#waiting.splice(0, later === -1 ? this.#waiting.length : later);
    const firstId = this.#eventCount + 1;
    const runs: SealedRun[] = [];
    let events = "";
    for (const { at, commit, filling } of due) {
      const occurredAt = isoOf(at);
      for (const pattern of commit.runs) {
        const aggregateUuid = fill(pattern.aggregateUuid, filling);
        const metadata = fill(pattern.metadata, filling);
        const data = fill(pattern.data, filling);
        runs.push({ ...pattern, aggregateUuid, metadata, data, occurredAt });
        for (const [index, each] of data.split(EVENT_SEPARATOR).entries()) {
          this.#eventCount += 1;
          events += `${this.#eventCount}\t${aggregateUuid}${pattern.between[index]}${each}\t${metadata}\t${occurredAt}\n`;
        }
      }
    }
    return { events, link: runs.length === 0 ? "" : this.#link(firstId, runs) };
  }

  #link(firstId: number, runs: readonly SealedRun[]): string {
    const lastId = this.#eventCount;
    const eventCount = lastId - firstId + 1;
    const digest = digestEvents(runs);
    this.#hash = hashLink(this.#hash, { firstId, lastId, eventCount, digest });
    return `${rowOf([lastId, firstId, eventCount, bytea(digest), bytea(this.#hash)])}\n`;
  }
}

/** COPY takes the backslash of a hex bytea doubled. */
const bytea = (bytes: Buffer) => `\\\\x${bytes.toString("hex")}`;
