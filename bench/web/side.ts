import { measureStretch, type Pace, paceOf, type Stretch } from "./measure-pace.ts";
import type { Answered, Sent, Target } from "./send-all.ts";

/** One of two routes that are held against each other. */
export type Side = {
  target: Target;
  requests: Iterator<Sent, never>;
  /** Throws when an answer is not what it must be. */
  check(answers: readonly Answered[]): void;
  stop(): Promise<void>;
};

/** As many for each side, so that both are asked alike. */
export const CONNECTIONS = 32;

/**
 * Measures two sides in short turns: whatever else the machine has to do, and
 * however its clock changes, falls on both.
 */
export async function measureByTurns(
  sides: readonly [Side, Side],
  { turns, ...stretch }: Stretch & { turns: number },
): Promise<[Pace, Pace]> {
  const tookMs: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turns; turn += 1) {
    // Neither side always comes first.
    for (const index of turn % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      tookMs[index].push(...(await measureSide(sides[index], stretch)));
    }
  }
  const measuredMs = turns * stretch.measuredMs;
  return [paceOf(tookMs[0], measuredMs), paceOf(tookMs[1], measuredMs)];
}

async function measureSide(side: Side, stretch: Stretch): Promise<number[]> {
  const { tookMs, answers } = await measureStretch(side.target, side.requests, stretch);
  const other = answers.find(({ status }) => status !== 201);
  if (other) throw new Error(`A request was answered ${other.status}: ${other.text}`);
  side.check(answers);
  return tookMs;
}
