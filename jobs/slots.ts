/** One place among those that are under way at once; given back once, whoever holds it. */
export type Place = { free(): void };

/** A bound on how much is under way at once: work is fetched only while there is room for it. */
export class Slots {
  readonly #size: number;
  #taken = 0;
  #waiting: (() => void)[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  get free(): number {
    return this.#size - this.#taken;
  }

  /** A place, or null when all are taken. */
  tryTake(): Place | null {
    return this.free > 0 ? this.take() : null;
  }

  /** A place in any case: for work that is in hand and was counted before. */
  take(): Place {
    this.#taken += 1;
    let held = true;
    return {
      free: () => {
        if (held) this.#give(1);
        held = false;
      },
    };
  }

  /** Holds several while `work` runs: loops that share these slots must not fetch for the same free one. */
  async reserving<T>(count: number, work: (count: number) => Promise<T>): Promise<T> {
    this.#taken += count;
    try {
      return await work(count);
    } finally {
      this.#give(count);
    }
  }

  /** Resolves at the next moment when a slot has become free. */
  freed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Resolves once nothing is under way. */
  async drained(): Promise<void> {
    while (this.#taken > 0) await this.freed();
  }

  #give(count: number): void {
    this.#taken -= count;
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
