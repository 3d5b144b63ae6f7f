import type {
  FailedByStep,
  HistoryPoint,
  OverviewHistory,
  OverviewNow,
} from "#server/operations/overview/views";
import { after, before, MINUTE, MOMENT, SECOND } from "./fixtures.ts";
import { inbox } from "./inbox-fixtures.ts";

const HOUR = 60 * MINUTE;
const of = (count: number) => ({ count, atLeast: false });

export const overview: OverviewNow = {
  states: {
    scheduled: of(12),
    running: of(1_284),
    retrying: of(37),
    stalled: of(3),
    outcome_unknown: of(5),
    on_hold: of(2),
    undoing: of(11),
    needs_a_person: of(inbox.items.length),
    customer_not_told: of(1),
  },
  lastDay: { completed: 9_155, cancelled: 95 },
  needs: { lines: inbox.items, total: of(inbox.items.length) },
  partners: [
    {
      partner: "prescription",
      name: "ScriptLine",
      work: "Prescription",
      state: "calls_leave",
      word: "Healthy",
      detail: "calls leave",
      since: null,
      errors: { failed: 34, tried: 1_240 },
      p50Ms: 410,
      p95Ms: 1_900,
    },
    {
      partner: "inventory",
      name: "Dockside",
      work: "Inventory",
      state: "held",
      word: "On hold",
      detail: "by Luis Marek",
      since: before(12 * MINUTE),
      errors: { failed: 2, tried: 1_200 },
      p50Ms: 340,
      p95Ms: 1_200,
    },
    {
      partner: "carrier",
      name: "Parcelway",
      work: "Shipment",
      state: "failing",
      word: "Failing",
      detail: "circuit open",
      since: before(4 * MINUTE),
      errors: { failed: 45, tried: 1_186 },
      p50Ms: 1_100,
      p95Ms: 48_000,
    },
    {
      partner: "notifications",
      name: "Mailroom",
      work: "Mail",
      state: "calls_leave",
      word: "Healthy",
      detail: "calls leave",
      since: null,
      errors: { failed: 1, tried: 1_130 },
      p50Ms: null,
      p95Ms: null,
    },
  ],
  queues: [
    { title: "Forward jobs", waiting: of(105), oldestAt: before(8 * SECOND), perMinute: 312 },
    { title: "Undos", waiting: of(11), oldestAt: before(3 * SECOND), perMinute: 4.2 },
    { title: "Customer mail", waiting: of(0), oldestAt: null, perMinute: 298 },
  ],
  workersAlive: 3,
  steps: [
    step("prescription", "Prescription", [1_206, 34], [410, 1_900], 12, 8 * SECOND),
    step("inventory", "Inventory", [1_198, 2], [340, 1_200], 9, 7 * MINUTE),
    step("shipment", "Shipment", [1_141, 45], [1_100, 48_000], 84, 38 * MINUTE),
    step("order", "Whole order", [1_129, null], [2_600, 64_000], 1_352, 213 * MINUTE),
    step("undo", "Undo", [14, 1], [1_400, 9_200], 11, 12 * MINUTE),
  ],
  oldest: [
    {
      orderNumber: "RX-7K3M-92Q2",
      sagaUuid: "saga RX-7K3M-92Q2",
      where: "Shipment",
      why: "Parcelway may have made the shipping label; we ask again",
      nextAttemptAt: after(40 * SECOND),
      placedAt: before(213 * MINUTE),
    },
    {
      orderNumber: "RX-W9GC-4TSW",
      sagaUuid: "saga RX-W9GC-4TSW",
      where: "Shipment",
      why: "Dockside is on hold",
      nextAttemptAt: null,
      placedAt: before(38 * MINUTE),
    },
    {
      orderNumber: "RX-B52M-8HCM",
      sagaUuid: "saga RX-B52M-8HCM",
      where: "Undo of prescription",
      why: "The stock is released",
      nextAttemptAt: after(51 * SECOND),
      placedAt: before(12 * MINUTE),
    },
    {
      orderNumber: "RX-3KXE-5J02",
      sagaUuid: "saga RX-3KXE-5J02",
      where: "Inventory",
      why: "Nothing took this up for more than a minute",
      nextAttemptAt: null,
      placedAt: before(7 * MINUTE),
    },
  ],
  countedUpTo: before(2 * SECOND),
  asOf: MOMENT,
};

function step(
  subject: OverviewNow["steps"][number]["subject"],
  title: string,
  [done, failed]: [number, number | null],
  [p50Ms, p95Ms]: [number, number],
  underWay: number,
  oldestMs: number,
): OverviewNow["steps"][number] {
  const oldestAt = before(oldestMs);
  return { subject, title, done, failed, p50Ms, p95Ms, inProgress: of(underWay), oldestAt };
}

const INTERVALS = 96;
const LAST = Math.floor(Date.parse(MOMENT) / (15 * MINUTE)) * 15 * MINUTE;

/** A day of a shop: full by day, quiet at night, with two bad hours towards its end. */
const points: HistoryPoint[] = Array.from({ length: INTERVALS }, (_, index) => {
  const day = Math.cos((2 * Math.PI * (index - 4)) / INTERVALS);
  const ripple = (index * 7_919) % 17;
  const isLast = index === INTERVALS - 1;
  return {
    at: new Date(LAST - (INTERVALS - 1 - index) * 15 * MINUTE).toISOString(),
    placed: Math.round(100 + 75 * day + ripple),
    completed: Math.round((88 + 70 * day + ripple) * (isLast ? 0.6 : 1)),
    cancelled: ripple % 3,
    failed: {
      prescription:
        index >= 91 && index < 95 ? [9, 17, 12, 4][index - 91] || 0 : index % 9 === 0 ? 1 : 0,
      inventory: index > 40 && index < 45 ? 8 - Math.abs(42 - index) * 2 : index % 13 === 4 ? 1 : 0,
      shipment: index >= 93 ? [6, 21, 18][index - 93] || 0 : index % 19 === 3 ? 1 : 0,
      undo: index % 47 === 9 ? 1 : 0,
    },
  };
});

const total = (value: (point: HistoryPoint) => number) =>
  points.reduce((sum, point) => sum + value(point), 0);
const STEPS = [
  "prescription",
  "inventory",
  "shipment",
  "undo",
] as const satisfies readonly (keyof FailedByStep)[];

export const history: OverviewHistory = {
  range: "24h",
  stepMinutes: 15,
  points,
  totals: {
    placed: total(({ placed }) => placed),
    completed: total(({ completed }) => completed),
    cancelled: total(({ cancelled }) => cancelled),
    failed: {
      prescription: total(({ failed }) => failed.prescription),
      inventory: total(({ failed }) => failed.inventory),
      shipment: total(({ failed }) => failed.shipment),
      undo: total(({ failed }) => failed.undo),
    },
  },
  peaks: STEPS.flatMap((each) => {
    const worst = points.toSorted((a, b) => b.failed[each] - a.failed[each])[0];
    return worst ? [{ step: each, count: worst.failed[each], at: worst.at }] : [];
  }),
  incidents: [
    {
      name: "ScriptLine",
      kind: "misconfigured",
      undoOnly: false,
      startedAt: before(76 * MINUTE),
      endedAt: before(54 * MINUTE),
      times: 1,
    },
    {
      name: "Parcelway",
      kind: "failing",
      undoOnly: false,
      startedAt: before(29 * MINUTE),
      endedAt: null,
      times: 3,
    },
  ],
  countedUpTo: before(2 * SECOND),
  asOf: MOMENT,
};

const none = of(0);

/** The first minute of a new installation. */
export const overviewEmpty: OverviewNow = {
  ...overview,
  states: {
    scheduled: none,
    running: none,
    retrying: none,
    stalled: none,
    outcome_unknown: none,
    on_hold: none,
    undoing: none,
    needs_a_person: none,
    customer_not_told: none,
  },
  lastDay: { completed: 0, cancelled: 0 },
  needs: { lines: [], total: none },
  partners: overview.partners.map((partner) => ({
    ...partner,
    state: "calls_leave",
    word: "Healthy",
    detail: "calls leave",
    since: null,
    errors: null,
    p50Ms: null,
    p95Ms: null,
  })),
  queues: overview.queues.map((queue) => ({
    ...queue,
    waiting: none,
    oldestAt: null,
    perMinute: 0,
  })),
  steps: overview.steps.map((each) => ({
    ...each,
    done: 0,
    failed: each.failed === null ? null : 0,
    p50Ms: null,
    p95Ms: null,
    inProgress: none,
    oldestAt: null,
  })),
  oldest: [],
};

export const historyEmpty: OverviewHistory = {
  ...history,
  points: points.map(({ at }) => ({
    at,
    placed: 0,
    completed: 0,
    cancelled: 0,
    failed: { prescription: 0, inventory: 0, shipment: 0, undo: 0 },
  })),
  totals: {
    placed: 0,
    completed: 0,
    cancelled: 0,
    failed: { prescription: 0, inventory: 0, shipment: 0, undo: 0 },
  },
  peaks: [],
  incidents: [],
  countedUpTo: before(2 * HOUR),
};
