import type { Place } from "#server/fulfillment/submissions";
import { QUEUES, type Queue } from "#server/queue/queues";

/** What one queue may have under way at once. */
export type Share = {
  /** Places that are its own, whatever the others do. */
  kept: number;
  /** The most that it may have, so that one slow partner never holds them all. */
  most: number;
};

/**
 * A bound on how much is under way at once, for all queues of a worker together.
 * Between what is kept for each and the most that one may have, whoever has work
 * takes what is free: a fixed room for each would leave most of them empty.
 */
export class Capacity {
  readonly #size: number;
  readonly #bulkheads: ReadonlyMap<Queue, Bulkhead>;
  #waiting: (() => void)[] = [];

  constructor(size: number, shares: Readonly<Record<Queue, Share>>) {
    this.#size = size;
    this.#bulkheads = new Map(QUEUES.map((queue) => [queue, new Bulkhead(this, shares[queue])]));
  }

  of(queue: Queue): Bulkhead {
    const bulkhead = this.#bulkheads.get(queue);
    if (!bulkhead) throw new Error(`Bug: no room was planned for ${queue}`);
    return bulkhead;
  }

  /** Places that this one may take without touching what is kept for the others. */
  leftFor(bulkhead: Bulkhead): number {
    let left = this.#size;
    for (const each of this.#bulkheads.values()) {
      left -= each === bulkhead ? each.taken : Math.max(each.taken, each.share.kept);
    }
    return left;
  }

  /** Resolves at the next moment when a place has become free, in whichever queue. */
  freed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Resolves once nothing is under way. */
  async drained(): Promise<void> {
    while ([...this.#bulkheads.values()].some(({ taken }) => taken > 0)) await this.freed();
  }

  tellFreed(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

/** One queue's places among those of its worker: work is fetched only while there is room for it. */
export class Bulkhead {
  readonly share: Share;
  readonly #capacity: Capacity;
  #taken = 0;

  constructor(capacity: Capacity, share: Share) {
    this.#capacity = capacity;
    this.share = share;
  }

  get taken(): number {
    return this.#taken;
  }

  get free(): number {
    return Math.min(this.share.most - this.#taken, this.#capacity.leftFor(this));
  }

  /** A place, or null when there is no room. */
  tryTake(): Place | null {
    return this.free > 0 ? this.take() : null;
  }

  /** A place in any case: for work that is in hand and was counted before. */
  take(): Place {
    this.#taken += 1;
    return new TakenPlace(this.#capacity, this);
  }

  /** Counts a place in or out, whoever holds it. */
  count(places: number): void {
    this.#taken += places;
    if (places < 0) this.#capacity.tellFreed();
  }

  /** Holds several while `work` runs: loops must not fetch for the same free one. */
  async reserving<T>(count: number, work: (count: number) => Promise<T>): Promise<T> {
    this.#taken += count;
    try {
      return await work(count);
    } finally {
      this.count(-count);
    }
  }

  freed(): Promise<void> {
    return this.#capacity.freed();
  }
}

/** Given back once, whoever holds it; it goes along with the work that moves on to another queue. */
class TakenPlace implements Place {
  readonly #capacity: Capacity;
  #bulkhead: Bulkhead | null;

  constructor(capacity: Capacity, bulkhead: Bulkhead) {
    this.#capacity = capacity;
    this.#bulkhead = bulkhead;
  }

  free(): void {
    this.#bulkhead?.count(-1);
    this.#bulkhead = null;
  }

  moveTo(queue: Queue): (() => void) | null {
    const to = this.#capacity.of(queue);
    const from = this.#bulkhead;
    // What it leaves is free for others only if it is not one that is kept there.
    const isShared = from !== null && from.taken > from.share.kept;
    const left = this.#capacity.leftFor(to) + (isShared ? 1 : 0);
    if (!from || left < 1 || to.taken >= to.share.most) return null;
    this.#move(from, to);
    return () => {
      if (this.#bulkhead === to) this.#move(to, from);
    };
  }

  #move(from: Bulkhead, to: Bulkhead): void {
    this.#bulkhead = to;
    to.count(1);
    from.count(-1);
  }
}
