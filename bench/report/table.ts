import { aligned } from "#scripts/text/aligned";
import { BARS, type Bar, type BarName, judge } from "./bars.ts";
import type { Figure } from "./figure.ts";
import { inDigits } from "./in-digits.ts";
import { median } from "./statistics.ts";

const isBar = (name: string): name is BarName => Object.hasOwn(BARS, name);

/** One line a figure: its median, the spread of its rounds, and, if that means anything, how it stands to its bar. */
export function tableOf(
  figures: readonly Figure[],
  { isJudged = true }: { isJudged?: boolean } = {},
): string {
  const lines = figures.map((figure) => {
    const value = median(figure.rounds);
    const bar: Bar | null = isBar(figure.name) ? BARS[figure.name] : null;
    return [
      bar?.what ?? figure.name,
      `${inDigits(value)} ${figure.unit}`,
      figure.rounds.length > 1 ? spread(figure.rounds) : "",
      bar ? wanted(bar) : "",
      isJudged && isBar(figure.name) ? judge(figure.name, value) : "",
      figure.note ?? "",
    ];
  });
  return aligned([["figure", "median", "rounds", "must / aim", "", ""], ...lines]);
}

/** The bars that must hold and do not, in words. */
export function missedBars(figures: readonly Figure[]): string[] {
  return figures.flatMap((figure) => {
    if (!isBar(figure.name)) return [];
    const value = median(figure.rounds);
    if (judge(figure.name, value) !== "missed") return [];
    const { what, must }: Bar = BARS[figure.name];
    return [`${what}: ${inDigits(value)} ${figure.unit}, and must be ${must}`];
  });
}

function wanted({ better, must, aim }: Bar): string {
  const sign = better === "more" ? ">=" : "<=";
  return `${sign} ${must ?? "-"} / ${aim ?? "-"}`;
}

function spread(rounds: readonly number[]): string {
  return `${inDigits(Math.min(...rounds))} .. ${inDigits(Math.max(...rounds))}`;
}
