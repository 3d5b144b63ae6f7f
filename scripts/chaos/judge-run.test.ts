import { describe, expect, test } from "vitest";
import type { Injection } from "./faults.ts";
import { type ChaosFacts, judgeRun } from "./judge-run.ts";
import type { End } from "./read-ends.ts";
import { failedOf } from "./report-table.ts";

const T = 1_000_000;
const ids = (index: number) => ({
  orderUuid: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  sagaUuid: `10000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  orderNumber: `RX-${String(index).padStart(4, "0")}`,
});

const completed = (index: number, more: Partial<End> = {}): End => ({
  ...ids(index),
  state: "COMPLETED",
  step: null,
  parkedReason: null,
  parkedCode: null,
  parkedAtMs: null,
  failureStep: null,
  failureCode: null,
  failedAtMs: null,
  placedAtMs: T,
  noticeState: "told",
  noticeCode: null,
  noticeAtMs: T + 2_000,
  wasShipped: true,
  undoRejected: false,
  ...more,
});

const cancelled = (index: number, code: string): End =>
  completed(index, {
    state: "CANCELLED",
    failureStep: "inventory",
    failureCode: code,
    failedAtMs: T + 1_000,
    wasShipped: false,
  });

const parked = (index: number): End =>
  completed(index, {
    state: "COMPENSATING",
    step: "inventory",
    parkedReason: "COMPENSATION_REFUSED",
    parkedCode: "already_committed",
    parkedAtMs: T + 1_000,
    noticeState: "none",
    wasShipped: false,
  });

const all = { prescription: 1, inventory: 1, carrier: 1 };

/** A run of which everything held, and what a test changes about it. */
function facts(ends: End[], more: Partial<ChaosFacts> = {}): ChaosFacts {
  return {
    load: {
      acknowledged: ends.map(({ orderUuid, orderNumber }) => ({
        story: "completes",
        orderId: orderUuid,
        orderNumber,
        acknowledgedAtMs: T,
      })),
      unanswered: [],
      doubled: [],
      twins: 0,
      wishes: [],
    },
    injections: [],
    tail: { orderIds: [], tookMs: 900, open: [] },
    settled: {
      isStill: true,
      tookMs: 5_000,
      standing: { open: 0, jobs: 0, notices: 0, misconfigured: 0 },
    },
    settleWithinMs: 180_000,
    ends,
    effects: new Map(
      ends
        .filter(({ state }) => state === "COMPLETED")
        .map(({ orderNumber }) => [orderNumber, { made: all, standing: all, messages: 1 }]),
    ),
    partnersHealth: { ledgerSeq: 9, invariantViolations: 0, repeatedMails: 0 },
    recoveries: {
      kills: [],
      unmeasuredKills: 0,
      blockades: [],
      longestUnmannedMs: 0,
      longestRestMs: 900,
      silences: [],
      postgresMs: [],
      webMs: [],
    },
    heals: 0,
    audit: [],
    machine: { load: 1.5, cores: 2 },
    ...more,
  };
}

const failures = (found: ChaosFacts) => failedOf(judgeRun(found)).map(({ label }) => label.trim());

const twenty = Array.from({ length: 20 }, (_, index) => completed(index + 1));

describe("a run", () => {
  test("holds when every order came to its end", () => {
    expect(failures(facts(twenty))).toEqual([]);
  });

  test("fails for an order that was acknowledged and is not there", () => {
    const whole = facts(twenty);
    expect(failures({ ...whole, ends: twenty.slice(1) })).toContain("lost orders");
  });

  test("fails for an order that nobody was told of", () => {
    const whole = facts(twenty.slice(1));
    expect(failures({ ...whole, ends: twenty })).toContain("orders made twice");
  });

  test("fails for an order that still moves", () => {
    const moving = completed(21, {
      state: "PENDING_SHIPMENT",
      step: "shipment",
      wasShipped: false,
    });
    expect(failures(facts([...twenty, moving]))).toEqual(["still moving"]);
  });

  test("fails for an order that is parked for nothing that was done", () => {
    const denied: Injection = {
      status: "injected",
      fault: {
        type: "misbehave",
        scenario: { partner: "inventory", behaviour: "cancel_denied" },
      },
      fromMs: T,
      toMs: T + 5_000,
      seen: { type: "misbehaved", met: true },
    };
    const ends = [...twenty, parked(21)];
    expect(failures(facts(ends, { injections: [denied] }))).toEqual([]);
    expect(failures(facts(ends))).toEqual(["parked without a fault that explains it"]);
  });

  test("fails when too many wait for a person, whatever explains them", () => {
    const ends = [...twenty, parked(21), parked(22)];
    expect(failures(facts(ends))).toContain("parked");
  });

  test("fails for a healthy order that was cancelled for nothing that was done", () => {
    const ends = [...twenty, cancelled(21, "item_recalled")];
    expect(failures(facts(ends))).toEqual(["cancelled without a cause"]);
  });

  test("fails for a wish that was accepted and came to nothing", () => {
    const whole = facts(twenty);
    const wish = { orderNumber: "RX-0001", answer: "accepted", twinsDiffer: false } as const;
    const asked = { ...whole, load: { ...whole.load, wishes: [wish] } };
    expect(failures(asked)).toEqual(["undos without an answer or an end"]);
    const [first, ...others] = twenty;
    const refused = first ? [{ ...first, undoRejected: true }, ...others] : [];
    expect(failures({ ...asked, ends: refused })).toEqual([]);
  });

  test("fails for work that rested too long, and for what never came back", () => {
    const kills = [
      [{ sagaUuid: "a", kind: "cold" as const, circuit: null, restedMs: 10_000, causes: [] }],
    ];
    const whole = facts(twenty).recoveries;
    const slow = { ...whole, kills, postgresMs: [2_000, null], webMs: [13_000] };
    expect(failures(facts(twenty, { recoveries: slow }))).toEqual([
      "work that was fetched cold goes on after",
      "Postgres stopped: places and outcomes go on after",
    ]);
  });

  test("fails when one that stopped held everybody up", () => {
    const silences = [{ fromMs: T, lengthMs: 17_500, causes: ["stop_worker" as const] }];
    const { recoveries } = facts(twenty);
    expect(failures(facts(twenty, { recoveries: { ...recoveries, silences } }))).toEqual([
      "longest that nothing at all was recorded",
    ]);
  });

  test("fails when a broken promise is found by the audit", () => {
    const broken = { name: "events and records of staff can only be added", tookMs: 1 };
    const audit = [{ ...broken, status: "broken", offender: "event 7", others: 0 } as const];
    expect(failures(facts(twenty, { audit }))).toEqual([
      "events and records of staff can only be added",
    ]);
  });

  test("fails when too little of what was planned could be done", () => {
    const missed: Injection = {
      status: "not_injected",
      fault: { type: "kill_web" },
      why: "it did not run",
    };
    expect(failures(facts(twenty, { injections: [missed] }))).toEqual(["web killed"]);
  });
});
