import { percentile } from "../report/statistics.ts";
import { type Answered, type Sent, sendAll, type Target } from "./send-all.ts";

export type Pace = { perSecond: number; p50Ms: number; p99Ms: number };
export type Stretch = { warmUpMs: number; measuredMs: number };

/** What one stretch has brought: how long each counted answer took, and every answer. */
export type Measured = { tookMs: number[]; answers: Answered[] };

/** Sends for as long as the stretch lasts. Every answer is given back; those of the warm-up are not counted. */
export async function measureStretch(
  target: Target,
  requests: Iterator<Sent, never>,
  { warmUpMs, measuredMs }: Stretch,
): Promise<Measured> {
  const fromMs = performance.now() + warmUpMs;
  const toMs = fromMs + measuredMs;
  const answers = await sendAll(target, until(toMs, requests));
  return { answers, tookMs: countAnswers(answers, fromMs, toMs) };
}

function* until(toMs: number, requests: Iterator<Sent, never>): Generator<Sent> {
  while (performance.now() < toMs) yield requests.next().value;
}

/** How long those took that were answered between two moments, whenever they were sent. */
export function countAnswers(
  answers: readonly Pick<Answered, "sentAtMs" | "answeredAtMs">[],
  fromMs: number,
  toMs: number,
): number[] {
  return answers
    .filter(({ answeredAtMs }) => answeredAtMs >= fromMs && answeredAtMs < toMs)
    .map(({ sentAtMs, answeredAtMs }) => answeredAtMs - sentAtMs);
}

export function paceOf(tookMs: readonly number[], measuredMs: number): Pace {
  return {
    perSecond: (tookMs.length * 1_000) / measuredMs,
    p50Ms: percentile(tookMs, 50),
    p99Ms: percentile(tookMs, 99),
  };
}
