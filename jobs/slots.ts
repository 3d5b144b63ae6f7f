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

  /** Holds one slot for as long as `work` runs, whether it ends well or not. */
  hold<T>(work: () => Promise<T>): Promise<T> {
    return this.reserving(1, work);
  }

  /** Holds several: loops that share these slots must not fetch for the same free one. */
  async reserving<T>(count: number, work: (count: number) => Promise<T>): Promise<T> {
    this.#taken += count;
    try {
      return await work(count);
    } finally {
      this.#taken -= count;
      for (const wake of this.#waiting.splice(0)) wake();
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
}
