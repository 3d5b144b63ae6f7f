import { setTimeout as pause } from "node:timers/promises";
import { type Build, THIS_BUILD } from "#server/saga/definition";
import type { Policy } from "#server/saga/policy";
import { DatabaseClock } from "./batch-clock.ts";
import { commitBatch } from "./commit-batch.ts";
import { ConnectionLost, isPassing, isRowMissed, Lane } from "./lane.ts";
import type { HandOver, ReceiptOf, Submission } from "./submissions.ts";
import { TakenPlaces } from "./taken-places.ts";

type Waiting = {
  submission: Submission;
  resolve: (receipt: ReceiptOf<Submission>) => void;
  reject: (error: unknown) => void;
};

/** How often a batch was tried, and whether sagas in memory are taken as they are. */
type Effort = { tries: number; trustSeen: boolean };

/** More in one transaction gained nothing when measured, and a split costs more. */
const MAX_BATCH = 500;

/** Tries of one batch before it is split or given back; each may wait for a lock for seconds. */
const MAX_TRIES = 3;
const PAUSE_MS = 250;

/** Connections that commit: one keeps the disk busy while the next batch is decided. */
const LANES = 2;

/**
 * All but the first are for crowds: what is fewer waits for the commit that is under
 * way. A commit costs as much as the ten sagas in it, so that two small ones at a
 * time would be twice the work for a few milliseconds. Unless it takes long: then
 * it waits for a lock that somebody holds, and must not hold the others up.
 */
const CROWD = 40;
const PATIENCE_MS = 50;

/**
 * The one way a saga changes: decide, append, move the rows and queue what comes
 * next, all in one transaction. What arrives while a commit is on its way to
 * disk goes together in the next: load makes the batches, there is no timer, and
 * one saga alone commits at once.
 *
 * submit() resolves only after COMMIT was acknowledged. It rejects with
 * ConnectionLost when that cannot be known: the queued job or the caller's
 * idempotency key then settles the matter.
 */
export class Committer {
  readonly #policy: Policy;
  readonly #build: Build;
  readonly #handOver: HandOver | null;
  readonly #clock = new DatabaseClock();
  readonly #lanes: Lane[];
  readonly #idle: Lane[];
  readonly #running = new Set<Promise<void>>();
  #waiting: Waiting[] = [];
  #woken = false;
  #begunAtMs = 0;
  #patience: NodeJS.Timeout | null = null;
  #commitCount = 0;

  constructor(options: {
    databaseUrl: string;
    policy: Policy;
    /** What this process can read and carry on; another one only in tests of a deployment. */
    build?: Build;
    /** Given by a process that runs steps itself, and so may take the next one at once. */
    handOver: HandOver | null;
    /** Connections that may commit at the same time: one more where partners' answers come in thousands. */
    lanes?: number;
    onLost: (error: Error) => void;
  }) {
    const { databaseUrl, policy, handOver, lanes = LANES, onLost } = options;
    this.#policy = policy;
    this.#build = options.build ?? THIS_BUILD;
    this.#handOver = handOver;
    this.#lanes = Array.from({ length: lanes }, () => new Lane({ databaseUrl, onLost }));
    this.#idle = [...this.#lanes];
  }

  /** Transactions committed so far; with the number of sagas it tells how well they were grouped. */
  get commitCount(): number {
    return this.#commitCount;
  }

  submit<S extends Submission>(submission: S): Promise<ReceiptOf<S>> {
    return new Promise<ReceiptOf<S>>((resolve, reject) => {
      this.#waiting.push({ submission, resolve: receiptResolver(resolve), reject });
      this.#wake();
    });
  }

  /** Waits for what was submitted, then closes the connections. */
  async close(): Promise<void> {
    while (this.#running.size > 0 || this.#waiting.length > 0) {
      await Promise.all(this.#running);
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (this.#patience) clearTimeout(this.#patience);
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }

  /** Begins soon: the other outcomes of this turn of the event loop are to join the same commit. */
  #wake(): void {
    if (this.#woken) return;
    this.#woken = true;
    setImmediate(() => {
      this.#woken = false;
      this.#flush();
    });
  }

  #flush(): void {
    while (this.#waiting.length > 0) {
      const lane = this.#mayBegin() && this.#idle.pop();
      if (!lane) return;
      this.#begunAtMs = performance.now();
      const batch = this.#waiting.splice(0, MAX_BATCH);
      const run = this.#settle(lane, batch).finally(() => {
        this.#running.delete(run);
        this.#idle.push(lane);
        // What partners that answer at once make of this commit joins the next.
        this.#wake();
      });
      this.#running.add(run);
    }
  }

  #mayBegin(): boolean {
    if (this.#idle.length === this.#lanes.length || this.#waiting.length >= CROWD) return true;
    const leftMs = this.#begunAtMs + PATIENCE_MS - performance.now();
    if (leftMs <= 0) return true;
    this.#patience ??= setTimeout(() => {
      this.#patience = null;
      this.#wake();
    }, leftMs);
    return false;
  }

  /** A saga that cannot be written must not take its neighbours down: halve, and try each half. */
  async #settle(
    lane: Lane,
    batch: Waiting[],
    { tries, trustSeen }: Effort = { tries: 1, trustSeen: true },
  ): Promise<void> {
    const taken = this.#handOver && new TakenPlaces(this.#handOver);
    try {
      const receipts = await lane.transaction((tx) =>
        commitBatch(tx, {
          submissions: batch.map(({ submission }) => submission),
          policy: this.#policy,
          build: this.#build,
          handOver: taken,
          clock: this.#clock,
          trustSeen,
        }),
      );
      this.#commitCount += 1;
      batch.forEach((waiting, index) => {
        const receipt = receipts[index];
        if (receipt) waiting.resolve(receipt);
        else waiting.reject(new Error("Bug: a submission got no receipt"));
      });
    } catch (error) {
      // Nobody will be handed what was not committed, or may not have been.
      taken?.giveBack();
      if (trustSeen && isRowMissed(error)) {
        return this.#settle(lane, batch, { tries, trustSeen: false });
      }
      if (tries < MAX_TRIES && isPassing(error)) {
        await pause(PAUSE_MS * tries);
        return this.#settle(lane, batch, { tries: tries + 1, trustSeen });
      }
      if (batch.length === 1 || error instanceof ConnectionLost) {
        for (const waiting of batch) waiting.reject(error);
        return;
      }
      const middle = batch.length >> 1;
      const half = { tries: 1, trustSeen };
      await this.#settle(lane, batch.slice(0, middle), half);
      await this.#settle(lane, batch.slice(middle), half);
    }
  }
}

/** commitBatch answers each submission with the receipt of its own kind; the map in submissions.ts says which. */
function receiptResolver<R>(resolve: (receipt: R) => void) {
  return (receipt: ReceiptOf<Submission>) => resolve(receipt as R);
}
