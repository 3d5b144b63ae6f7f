/** One bar of the design: what must hold, and what we are after. */
export type Bar = {
  what: string;
  unit: string;
  /** Which way is better. */
  better: "more" | "less";
  /** Null where only an aim is set. */
  must: number | null;
  aim: number | null;
};

/** The bars of the design's section on speed, by the name under which they are measured. */
export const BARS = {
  "drain/naive": ratio("drain: Backstitch to the naive chain", 5, null),
  "drain/floor": ratio("drain: Backstitch to the floor", 0.45, 0.6),
  drain: atLeast("drain, instant partners", "sagas/s", null, 3_500),
  "drain/20ms": ratio("drain: 20 ms partners to instant ones", 0.8, 0.95),
  naive: atLeast("the naive chain itself", "sagas/s", 350, null),
  "idle/p50": atMost("one saga at idle, p50", "ms", 10, 5),
  "idle/p99": atMost("one saga at idle, p99", "ms", 30, 15),
  "commits/50": atMost("commits a saga, 50 in flight", "", 0.2, 0.1),
  "commits/all": atMost("commits a saga, all at once", "", 0.02, 0.01),
  "stored/million": ratio("drain: with 1,000,000 stored sagas to none", 0.9, 1),
  growth: ratio("20 drains at 50 in flight: last to first", 0.9, 1),
  "console/p95": atMost("slowest console query at 1,000,000 sagas, p95", "ms", 50, 15),
  "web/usable": atMost("slowest page at 1,000,000 sagas, until it is usable", "ms", 1_000, 500),
  "web/navigation": atMost("slowest way from page to page at 1,000,000 sagas", "ms", 1_000, 250),
  "place/bare": ratio("orders.place: to a bare route", 0.4, 0.6),
  recovery: atMost("a killed worker's sagas go on in another", "s", 10, 2),
  memory: atMost("a worker's memory after 100,000 sagas", "MB", 300, 200),
  "memory/growth": ratioAtMost("a worker's memory, last third to first third", 1.1, 1),
  "workers/2 capped": ratio("2 workers to 1, 50 calls in flight each, 20 ms", 1.7, null),
  "workers/4 capped": ratio("4 workers to 1, 50 calls in flight each, 20 ms", 3, null),
  "workers/2": ratio("2 workers to 1, uncapped", 0.95, null),
} as const satisfies Record<string, Bar>;

export type BarName = keyof typeof BARS;

export type Verdict = "met" | "missed" | "aim met" | "no bar";

/** How a figure stands to its bar. */
export function judge(name: BarName, value: number): Verdict {
  const { better, must, aim }: Bar = BARS[name];
  const reaches = (bar: number) => (better === "more" ? value >= bar : value <= bar);
  if (aim !== null && reaches(aim)) return "aim met";
  if (must === null) return "no bar";
  return reaches(must) ? "met" : "missed";
}

function ratio(what: string, must: number | null, aim: number | null): Bar {
  return { what, unit: "x", better: "more", must, aim };
}

function ratioAtMost(what: string, must: number, aim: number): Bar {
  return { what, unit: "x", better: "less", must, aim };
}

function atLeast(what: string, unit: string, must: number | null, aim: number | null): Bar {
  return { what, unit, better: "more", must, aim };
}

function atMost(what: string, unit: string, must: number, aim: number): Bar {
  return { what, unit, better: "less", must, aim };
}
