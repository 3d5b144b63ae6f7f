import { claimDuty, finishDuty } from "#server/upkeep/claim-duty";
import type { Rule, UpkeepContext } from "#server/upkeep/upkeep-context";

/** One thing that some worker looks after, every so often. */
export type Duty = {
  name: string;
  everyMs: number;
  /** A worker that dies at it is followed after this. */
  leaseMs: number;
  /** Whether there is anything to do: asked first where there mostly is nothing, because a claim writes. */
  isWanted?: (context: UpkeepContext) => Promise<boolean>;
  run: Rule;
};

/** Often enough that a duty is late by little, and a question that writes nothing while it is not due. */
const LONGEST_CHECK_MS = 5_000;

/** Does a duty whenever it is due and no other worker is at it, for as long as the worker lives. */
export class DutyLoop {
  readonly #context: UpkeepContext;
  readonly #duty: Duty;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(context: UpkeepContext, duty: Duty) {
    this.#context = context;
    this.#duty = duty;
  }

  start(): void {
    if (this.#stopped) return;
    const checkMs = Math.min(LONGEST_CHECK_MS, this.#duty.everyMs);
    this.#timer = setTimeout(() => {
      this.#running = this.#tick().finally(() => this.start());
    }, checkMs);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  async #tick(): Promise<void> {
    const { pool, worker, log } = this.#context;
    const { name, everyMs, leaseMs, isWanted, run } = this.#duty;
    try {
      if (isWanted && !(await isWanted(this.#context))) return;
      if (!(await claimDuty(pool, name, { worker, everyMs, leaseMs }))) return;
      const mended = await run(this.#context);
      await finishDuty(pool, name, { worker, mended });
    } catch (error) {
      // Its lease runs out, and somebody tries again.
      log.warn({ err: error, duty: name }, "upkeep.failed");
    }
  }
}
