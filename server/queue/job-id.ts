import { hash } from "node:crypto";
import { parse } from "uuid";

/** Namespace of Backstitch's job ids; a random constant, never to be changed. */
const JOBS = Buffer.from(parse("6f0d9c0e-3c58-4f0b-9a45-0f2f6f4a7a51"));

const VARIANTS = "89ab";

/**
 * A UUID v5, by hand: each step of a saga needs two, and the library's takes three
 * times as long, a twelfth of all that a worker does.
 */
function idOf(name: string): string {
  const h = hash("sha1", Buffer.concat([JOBS, Buffer.from(name)]), "hex");
  const variant = VARIANTS[Number.parseInt(h.charAt(16), 16) % 4];
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-5${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`;
}

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
