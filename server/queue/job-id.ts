import { parse, v5 } from "uuid";

/** Namespace of Backstitch's job ids; a random constant, never to be changed. */
const JOBS = parse("6f0d9c0e-3c58-4f0b-9a45-0f2f6f4a7a51");

/** As bytes: that takes a third off what an id costs, and each step of a saga needs two. */
const idOf = (name: string) => v5(Buffer.from(name), JOBS);

/**
 * The same dispatch always has the same job, so that queueing it twice is
 * harmless. A heal is a new job for the same dispatch: the old id may still
 * stand in the table as a finished row and would swallow it.
 */
export function jobIdOf(sagaUuid: string, dispatch: number, heal = 0): string {
  return idOf(`${sagaUuid}:${dispatch}:${heal}`);
}

/** One job per message and try; a heal is another, as above. */
export function noticeJobIdOf(orderUuid: string, kind: string, attempt: number, heal = 0): string {
  const own = `${orderUuid}:${kind}:${attempt}`;
  return idOf(heal === 0 ? own : `${own}:${heal}`);
}
