import type { Queue } from "#server/queue/queues";
import type { HandOver, Place } from "./submissions.ts";

/** The places that one try of a transaction has taken: they are free again if it fails. */
export class TakenPlaces implements HandOver {
  readonly worker: number;
  readonly #handOver: HandOver;
  readonly #places: Place[] = [];

  constructor(handOver: HandOver) {
    this.#handOver = handOver;
    this.worker = handOver.worker;
  }

  take(queue: Queue): Place | null {
    const place = this.#handOver.take(queue);
    if (place) this.#places.push(place);
    return place;
  }

  freeAll(): void {
    for (const place of this.#places) place.free();
  }
}
