import type { Admission } from "#server/circuits/circuit";
import type { Log } from "#server/log";
import type { FetchedJob } from "#server/queue/fetch-jobs";
import type { Queue } from "#server/queue/queues";
import type { Bulkhead } from "./capacity.ts";

/** Notifications wake the loop at once; this is the floor for retries falling due and for lost ones. */
const POLL_MS = 500;
const ERROR_PAUSE_MS = 1_000;
const MAX_FETCH = 250;

/** While more is queued than there is room for, places are gathered for this long, so that one fetch fills several. */
const GATHER_MS = 10;
const GATHERED_SHARE = 4;

export type FetchLoopOptions<Job extends FetchedJob> = {
  queue: Queue;
  bulkhead: Bulkhead;
  /** How many calls may leave at all: as many as there are places, one that tries, or none. */
  admission: () => Admission["type"];
  /** Takes up to so many jobs that are due. */
  fetch: (count: number) => Promise<Job[]>;
  /** Starts the jobs and returns; each holds a place of its own until it is done. */
  start: (jobs: Job[], admission: "closed" | "probing") => Promise<void>;
  log: Log;
};

/**
 * Takes jobs of one queue for as long as there are free places, and goes on for
 * ever: a database that is away only makes it pause.
 */
export class FetchLoop<Job extends FetchedJob> {
  readonly #options: FetchLoopOptions<Job>;
  #stopping = false;
  #wake: (() => void) | null = null;
  #woken = false;
  /** The last fetch got all that it asked for: more is queued than there is room for. */
  #hasMore = false;
  #ended: Promise<void> | null = null;

  constructor(options: FetchLoopOptions<Job>) {
    this.#options = options;
  }

  run(): void {
    this.#ended ??= this.#loop();
  }

  /** Something was queued: look now instead of at the next poll. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Takes nothing more; resolves when the fetch under way has ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake?.();
    await this.#ended;
  }

  async #loop(): Promise<void> {
    const { bulkhead } = this.#options;
    while (!this.#stopping) {
      if (this.#hasMore) await this.#gather();
      if (bulkhead.free <= 0) {
        await Promise.race([bulkhead.freed(), this.#pause(POLL_MS)]);
        continue;
      }
      this.#woken = false;
      const admission = this.#options.admission();
      if (admission === "held" || admission === "open") {
        await this.#pause(POLL_MS);
        continue;
      }
      const most = admission === "probing" ? 1 : Math.min(bulkhead.free, MAX_FETCH);
      const full = await bulkhead.reserving(most, (n) => this.#fetch(n, admission));
      this.#hasMore = full === "full";
      if (full === "error") await this.#pause(ERROR_PAUSE_MS);
      else if (full === "no" && !this.#woken) await this.#pause(POLL_MS);
    }
  }

  /** Waits a little until several places are free: a fetch and its look-ups cost as much for one job as for ten. */
  async #gather(): Promise<void> {
    const { bulkhead } = this.#options;
    const enough = Math.ceil(bulkhead.share.most / GATHERED_SHARE);
    const until = performance.now() + GATHER_MS;
    while (bulkhead.free < enough && !this.#stopping) {
      const leftMs = until - performance.now();
      if (leftMs <= 0) return;
      await Promise.race([bulkhead.freed(), this.#pause(leftMs)]);
    }
  }

  async #fetch(count: number, admission: "closed" | "probing"): Promise<"full" | "no" | "error"> {
    const { queue, fetch, start, log } = this.#options;
    try {
      const jobs = await fetch(count);
      if (jobs.length > 0) await start(jobs, admission);
      // What a probe finds out comes later: nothing more is fetched for it at once.
      return jobs.length === count && admission === "closed" ? "full" : "no";
    } catch (error) {
      log.error({ err: error, queue }, "worker.fetch_failed");
      return "error";
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        // A pause that was given up must not take the wake-up of the one that followed it.
        if (this.#wake === done) this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
      if (this.#stopping) done();
    });
  }
}
