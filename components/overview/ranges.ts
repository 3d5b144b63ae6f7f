import type { OverviewRange } from "#server/operations/overview/views";

/** How far back the chart may reach, as its buttons say it. */
export const ranges: readonly { range: OverviewRange; label: string; words: string }[] = [
  { range: "1h", label: "1 h", words: "the last hour" },
  { range: "24h", label: "24 h", words: "the last 24 hours" },
  { range: "7d", label: "7 d", words: "the last 7 days" },
];

export const rangeWords = (range: OverviewRange): string =>
  ranges.find((each) => each.range === range)?.words ?? range;
