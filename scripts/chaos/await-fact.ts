import { setTimeout as pause } from "node:timers/promises";

const BACK_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;

/** What the question answers once it does; null when it did not in time. */
export async function awaitFact<T>(
  ask: () => Promise<T | null>,
  withinMs = BACK_WITHIN_MS,
): Promise<T | null> {
  for (const untilMs = Date.now() + withinMs; Date.now() < untilMs; ) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
    await pause(LOOK_EVERY_MS);
  }
  return null;
}
