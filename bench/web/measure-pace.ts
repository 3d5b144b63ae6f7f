import { percentile } from "../report/statistics.ts";
import { type Answered, type Sent, sendAll, type Target } from "./send-all.ts";

export type Pace = { perSecond: number; p50Ms: number; p99Ms: number };
export type Stretch = { warmUpMs: number; measuredMs: number };

/** Sends for as long as the stretch lasts. Every answer is given back; those of the warm-up are not counted. */
export async function measurePace(
  target: Target,
  requests: Iterator<Sent, never>,
  { warmUpMs, measuredMs }: Stretch,
): Promise<{ pace: Pace; answers: Answered[] }> {
  const fromMs = performance.now() + warmUpMs;
  const toMs = fromMs + measuredMs;
  const answers = await sendAll(target, until(toMs, requests));
  return { pace: paceOf(answers, fromMs, toMs), answers };
}

function* until(toMs: number, requests: Iterator<Sent, never>): Generator<Sent> {
  while (performance.now() < toMs) yield requests.next().value;
}

/** What was answered between two moments, whenever it was sent. */
export function paceOf(
  answers: readonly Pick<Answered, "sentAtMs" | "answeredAtMs">[],
  fromMs: number,
  toMs: number,
): Pace {
  const counted = answers.filter((each) => each.answeredAtMs >= fromMs && each.answeredAtMs < toMs);
  const tookMs = counted.map((each) => each.answeredAtMs - each.sentAtMs);
  return {
    perSecond: (counted.length * 1_000) / (toMs - fromMs),
    p50Ms: percentile(tookMs, 50),
    p99Ms: percentile(tookMs, 99),
  };
}
