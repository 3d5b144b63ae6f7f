import type { RollupWindow } from "#db/queries/rollups";
import type { OverviewRange } from "./views.ts";

type Range = { widthSeconds: 300 | 3600; stepSeconds: number; steps: number };

const RANGE: Record<OverviewRange, Range> = {
  "1h": { widthSeconds: 300, stepSeconds: 300, steps: 12 },
  "24h": { widthSeconds: 300, stepSeconds: 900, steps: 96 },
  "7d": { widthSeconds: 3_600, stepSeconds: 7_200, steps: 84 },
};

/** The intervals of a range: whole ones, the last of them under way. */
export function windowOf(range: OverviewRange, now: number): RollupWindow & { steps: number } {
  const { widthSeconds, stepSeconds, steps } = RANGE[range];
  const stepMs = stepSeconds * 1_000;
  const lastAt = Math.floor(now / stepMs) * stepMs;
  return { widthSeconds, stepSeconds, steps, fromMs: lastAt - (steps - 1) * stepMs };
}
