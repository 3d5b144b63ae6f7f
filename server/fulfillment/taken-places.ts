import type { Queue } from "#server/queue/queues";
import type { HandOver, Place } from "./submissions.ts";

/** The places that one try of a transaction has taken or moved: all as before if it fails. */
export class TakenPlaces implements HandOver {
  readonly worker: number;
  readonly #handOver: HandOver;
  readonly #undos: (() => void)[] = [];

  constructor(handOver: HandOver) {
    this.#handOver = handOver;
    this.worker = handOver.worker;
  }

  take(queue: Queue): Place | null {
    const place = this.#handOver.take(queue);
    if (place) this.#undos.push(() => place.free());
    return place;
  }

  move(place: Place, queue: Queue): (() => void) | null {
    const back = this.#handOver.move(place, queue);
    if (back) this.#undos.push(back);
    return back;
  }

  giveBack(): void {
    for (const undo of this.#undos.splice(0)) undo();
  }
}
