import { encodeCursor } from "#server/operations/list/cursor";
import { EVERYTHING, wishKey } from "#server/operations/list/list-wish";
import { LIST_FILTERS, type ListFilter, type ListWish } from "#server/operations/list/views";
import type { ConsoleSamples } from "./console-samples.ts";
import { FRESH_SIZE, PAGE_SIZE, type Question, sampled } from "./question.ts";

const listsOf = (filter: ListFilter): Question[] => {
  const list = (
    name: string,
    limit: number,
    cursorAt: (samples: ConsoleSamples, turn: number) => number | null,
  ): Question => ({
    name: `list ${filter}, ${name}`,
    procedure: "orders.list",
    ask({ caller }, samples, turn) {
      const below = cursorAt(samples, turn);
      const key = wishKey({ filter, where: EVERYTHING, sort: "newest" });
      const place = below === null ? null : { id: below, deadlineMs: null };
      const cursor = place === null ? null : encodeCursor(place, key);
      return caller.orders.list({ filter, cursor, limit });
    },
  });
  return [
    list("first page", PAGE_SIZE, () => null),
    list("first page watched", FRESH_SIZE, () => null),
    list("deep page", PAGE_SIZE, ({ sagaIds }, turn) => sampled(sagaIds, turn)),
    list("last page", PAGE_SIZE, (_, turn) => PAGE_SIZE + turn),
  ];
};

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

type Narrowed = { name: string; filter?: ListFilter; where: () => Partial<ListWish["where"]> };

/** Of every kind that the filter panel offers; most of them find little in what they look through. */
const NARROWED: readonly Narrowed[] = [
  {
    name: "a rare code among the completed",
    filter: "completed",
    where: () => ({ code: "already_scanned" }),
  },
  { name: "a code that no order has", where: () => ({ code: "never_seen" }) },
  { name: "undo stopped", where: () => ({ statuses: ["undo_stopped"] }) },
  { name: "customers not told", where: () => ({ statuses: ["customer_not_told"] }) },
  { name: "on hold", where: () => ({ statuses: ["on_hold"] }) },
  { name: "nobody knows", where: () => ({ reasons: ["OUTCOME_UNKNOWN"] }) },
  { name: "at one step", where: () => ({ steps: ["inventory"] }) },
  { name: "at two partners", where: () => ({ partners: ["carrier", "notifications"] }) },
  {
    name: "a day long ago",
    where: () => ({ placedFrom: daysAgo(201), placedBefore: daysAgo(200) }),
  },
  { name: "open since yesterday", filter: "open", where: () => ({ olderThanMinutes: 1_440 }) },
];

const narrowedTo = ({ name, filter = "all", where }: Narrowed): Question[] => [
  {
    name: `list of ${name}`,
    procedure: "orders.list",
    ask: ({ caller }) => caller.orders.list({ filter, where: where(), limit: PAGE_SIZE }),
  },
  {
    name: `count of ${name}`,
    procedure: "orders.count",
    ask: ({ caller }) => caller.orders.count({ filter, where: where() }),
  },
];

const selectionOf = (filter: ListFilter): Question => ({
  name: `selection of all ${filter}`,
  procedure: "orders.select",
  ask: ({ caller }) => caller.orders.select({ filter }),
});

const byTimeLeft = (filter: ListFilter): Question => ({
  name: `list ${filter}, by time left`,
  procedure: "orders.list",
  ask: ({ caller }) => caller.orders.list({ filter, sort: "time_left", limit: PAGE_SIZE }),
});

/** What the list of orders asks. */
export const LIST_QUESTIONS: readonly Question[] = [
  ...LIST_FILTERS.flatMap(listsOf),
  ...NARROWED.flatMap(narrowedTo),
  byTimeLeft("all"),
  byTimeLeft("open"),
  selectionOf("all"),
  selectionOf("needs_a_person"),
  { name: "counts", procedure: "orders.counts", ask: ({ caller }) => caller.orders.counts() },
];
