import { measurePace, type Pace, type Stretch } from "./measure-pace.ts";
import type { Answered, Sent, Target } from "./send-all.ts";

/** One of two routes that are held against each other. */
export type Side = {
  target: Target;
  requests: Iterator<Sent, never>;
  /** Throws when an answer is not what it must be. */
  check(answers: readonly Answered[]): void;
  /** What was measured so far, a round each. */
  paces: Pace[];
  stop(): Promise<void>;
};

/** As many for each side, so that both are asked alike. */
export const CONNECTIONS = 32;

export async function measureSide(side: Side, stretch: Stretch): Promise<void> {
  const { pace, answers } = await measurePace(side.target, side.requests, stretch);
  const other = answers.find(({ status }) => status !== 201);
  if (other) throw new Error(`A request was answered ${other.status}: ${other.text}`);
  side.check(answers);
  side.paces.push(pace);
}
