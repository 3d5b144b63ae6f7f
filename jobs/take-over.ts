import { setImmediate } from "node:timers/promises";
import type { Pool } from "pg";
import { WORKER_LOCK } from "#db/worker-lock";
import { giveUpProbesOfTheDead } from "#server/circuits/partner-status";
import { sendJobsHome } from "#server/fulfillment/send-jobs-home";
import type { Log } from "#server/log";
import type { Boss } from "#server/queue/open-boss";
import { type Living, takeOverJobs } from "#server/queue/take-over-jobs";

const CHECK_MS = 500;
/** How often everything is looked through for what nobody does, although nobody was seen to die. */
const LOOK_THROUGH_MS = 3_000;
/** A worker that has only lost its connection is back by then; see Liveness. */
const GRACE_MS = 1_500;

const ALIVE = `
  select objid::bigint::int worker from pg_locks
  where locktype = 'advisory' and classid = $1 and objsubid = 2 and granted
    and database = (select oid from pg_database where datname = current_database())`;

type TakeOverOptions = {
  pool: Pool;
  boss: Boss;
  worker: number;
  /** The jobs that this process does something for now. */
  inHand: () => readonly string[];
  /** Work of others has become due: look for it now. */
  onTaken: () => void;
  log: Log;
};

/**
 * Watches the other workers' locks. When one falls and stays down, its work is
 * taken over at once instead of when its time is over, so a kill costs seconds; so is
 * what somebody fetched or was handed whose connection died over it. Only a hint:
 * a worker wrongly taken for dead is fenced by the dispatch as ever.
 */
export class TakeOver {
  readonly #options: TakeOverOptions;
  /** When each worker was last seen alive, by this process' own clock. */
  readonly #seen = new Map<number, number>();
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  #running: Promise<void> = Promise.resolve();
  /** Early at the start, for those who died while nobody watched. */
  #lookThroughAt: number;

  constructor(options: TakeOverOptions) {
    this.#options = options;
    this.#lookThroughAt = performance.now() + GRACE_MS;
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#running = this.#tick();
    }, CHECK_MS);
  }

  /** Looks no more; resolves when the look under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  async #tick(): Promise<void> {
    try {
      await this.#check();
    } catch (error) {
      this.#options.log.warn({ err: error }, "worker.take_over_failed");
      // Blind for a while, so nobody's absence has been seen: everybody gets a fresh grace.
      for (const worker of this.#seen.keys()) this.#seen.set(worker, performance.now());
      this.#lookThroughAt = performance.now() + GRACE_MS;
    }
    if (!this.#stopped) this.start();
  }

  async #check(): Promise<void> {
    const { pool, boss, worker, onTaken, log } = this.#options;
    const alive = await this.#look();
    const now = performance.now();
    // Without a lock of its own this process may be the one that is cut off.
    if (!alive.includes(worker)) return;
    const gone = [...this.#seen].filter(([, at]) => now - at >= GRACE_MS).map(([each]) => each);
    if (gone.length === 0 && now < this.#lookThroughAt) return;
    for (const each of gone) this.#seen.delete(each);
    this.#lookThroughAt = now + LOOK_THROUGH_MS;
    await giveUpProbesOfTheDead(pool, [...this.#seen.keys()]);
    await sendJobsHome(pool, await this.#living());
    const jobs = await takeOverJobs(pool, boss, await this.#living());
    if (jobs === 0) return;
    log.warn({ workers: gone, jobs }, "worker.took_over");
    onTaken();
  }

  async #look(): Promise<number[]> {
    const { rows } = await this.#options.pool.query<{ worker: number }>(ALIVE, [WORKER_LOCK]);
    const now = performance.now();
    for (const row of rows) this.#seen.set(row.worker, now);
    return rows.map((row) => row.worker);
  }

  /** As it is now: from before a wait it would know nothing of who has come, and of what was taken since. */
  async #living(): Promise<Living> {
    const { worker, inHand } = this.#options;
    await this.#look();
    // The answers that came during the stall are heard first: what they hand over is in hand.
    await setImmediate();
    return { workers: [...this.#seen.keys()], worker, inHand: inHand() };
  }
}
