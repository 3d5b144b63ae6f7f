import { describe, expect, test } from "vitest";
import { plan } from "./plan.ts";
import { given } from "./testing/given.ts";
import {
  answered,
  deadline,
  hold,
  release,
  reply,
  resumes,
  retry,
  undo,
  undoByStorefront,
  waited,
} from "./testing/happenings.ts";
import { BUSY_FOR_A_MINUTE, OK, REFUSED } from "./testing/situations.ts";

const FORWARD = [
  { position: "PENDING_PRESCRIPTION", job: "create-prescription", leaseMs: 15_000 },
  { position: "PENDING_INVENTORY_RESERVATION", job: "reserve-inventory", leaseMs: 15_000 },
  { position: "PENDING_SHIPMENT", job: "initiate-shipment", leaseMs: 20_000 },
] as const;
const BEFORE_THE_PIVOT = FORWARD.slice(0, 2);

describe.each(FORWARD)("a retry at $position", ({ position, job, leaseMs }) => {
  test("runs a waiting step now, under the next dispatch and the same budget", () => {
    const asked = given(`${position}: in doubt, waiting`).when(retry());
    const saga = asked.thenRecords("RetryRequested");
    expect(plan(saga)).toEqual({ job, dispatch: saga.dispatch, dueAt: asked.now });
    expect(saga).toMatchObject({ attempt: 1, epoch: 0 });
  });

  test("is refused while a call is in flight, with the time that is left", () => {
    const asked = given(`${position}: in flight`).when(retry());
    asked.thenRejected("in_flight", asked.now - 1_000 + leaseMs);
  });

  test("of a call that nobody answered leaves a doubt", () => {
    const saga = given(`${position}: lease over`).when(retry()).thenRecords("RetryRequested");
    expect(saga.inDoubtSince).not.toBeNull();
  });

  test("of a parked saga gives a fresh budget and a fresh deadline", () => {
    const asked = given(`${position}: parked PARTNER_MISCONFIGURED`).when(retry());
    const saga = asked.thenRecords("RetryRequested", [
      "SagaResumed",
      { deadlineAt: asked.now + 4 * 3_600_000 },
    ]);
    expect(saga).toMatchObject({ parked: null, epoch: 1, attempt: 0 });
    expect(plan(saga)).toMatchObject({ job, dueAt: asked.now });
  });
});

describe.each(FORWARD)("what $position waited for is over", ({ position, job }) => {
  test("and it goes on by itself, with a fresh budget and a fresh deadline", () => {
    const asked = given(`${position}: parked PARTNER_MISCONFIGURED`).when(resumes);
    const saga = asked.thenRecords([
      "SagaResumed",
      { by: { type: "system" }, deadlineAt: asked.now + 4 * 3_600_000 },
    ]);
    expect(saga).toMatchObject({ parked: null, epoch: 1, attempt: 0, inDoubtSince: null });
    expect(plan(saga)).toMatchObject({ job, dueAt: asked.now });
  });

  test("and what only waited is due now, whatever its backoff was", () => {
    const asked = given(`${position}: waiting`).when(resumes);
    const saga = asked.thenRecords("SagaResumed");
    expect(plan(saga)).toMatchObject({ job, dueAt: asked.now });
    expect(saga).toMatchObject({ deadlineAt: asked.now + 4 * 3_600_000, inDoubtSince: null });
  });

  test("but nothing is taken from a person, and no call in flight is doubled", () => {
    for (const condition of ["parked REQUEST_REFUSED", "held, waiting"]) {
      given(`${position}: ${condition}`).when(resumes).thenIgnored("waits for a person");
    }
    given(`${position}: in flight`).when(resumes).thenIgnored("in flight");
  });

  test("and a cancel that waited for the call turns it instead", () => {
    const saga = given(`${position}: cancel requested, lease over`).when(resumes);
    expect(saga.decision.type).toBe("accepted");
    if (position !== "PENDING_SHIPMENT") {
      saga.thenRecords(
        "SagaResumed",
        "OrderFulfillmentSagaFailed",
        "OrderFulfillmentSagaStateChanged",
      );
    }
  });
});

describe("an undo on the way forward", () => {
  test.each(FORWARD)("turns a waiting $position at once, own entry included", ({ position }) => {
    given(`${position}: waiting`)
      .when(undo())
      .thenRecords(
        ["CancelRequested", { effect: "turns", by: { type: "person", id: "staff-1" } }],
        ["OrderFulfillmentSagaFailed", { code: "cancel_requested", ownEntry: true }],
        ["OrderFulfillmentSagaStateChanged", { to: "COMPENSATING" }],
      );
  });

  test.each(FORWARD)("waits for the call in flight at $position", ({ position }) => {
    const saga = given(`${position}: in flight`)
      .when(undoByStorefront)
      .thenRecords(["CancelRequested", { effect: "waits" }]);
    expect(saga.position).toBe(position);
  });

  test.each(BEFORE_THE_PIVOT)("turns $position in doubt, own entry included", ({ position }) => {
    given(`${position}: in doubt, waiting`)
      .when(undo())
      .thenRecords(
        "CancelRequested",
        ["OrderFulfillmentSagaFailed", { ownEntry: true }],
        "OrderFulfillmentSagaStateChanged",
      );
  });

  test("is asked for once: a second wish changes nothing", () => {
    given("PENDING_PRESCRIPTION: cancel requested, in flight")
      .when(undoByStorefront)
      .thenIgnored("undo was already asked for");
  });

  test("is already under way while the saga goes back, and over when it is cancelled", () => {
    given("COMPENSATING inventory: waiting").when(undo()).thenIgnored("undo is already under way");
    given("CANCELLED: at rest").when(undo()).thenIgnored("already cancelled");
  });

  test("takes a parked saga along", () => {
    const saga = given("PENDING_PRESCRIPTION: parked REQUEST_REFUSED")
      .when(undo())
      .thenRecords(
        "CancelRequested",
        "OrderFulfillmentSagaFailed",
        "OrderFulfillmentSagaStateChanged",
      );
    expect(saga.parked).toBeNull();
  });
});

describe("a retry on the way back", () => {
  test("runs the entry in hand now, never one that is done", () => {
    const saga = given("COMPENSATING inventory: waiting")
      .when(retry())
      .thenRecords("RetryRequested");
    expect(plan(saga)).toMatchObject({ job: "release-inventory" });
    expect(saga.stack.at(-1)).toMatchObject({ step: "shipment", status: "undone" });
  });

  test("of a parked entry gives a fresh budget at the same entry, and no deadline", () => {
    const saga = given("COMPENSATING inventory: parked after the last attempt")
      .when(retry())
      .thenRecords("RetryRequested", ["SagaResumed", { deadlineAt: null }]);
    expect(saga).toMatchObject({ attempt: 0, epoch: 1 });
    expect(plan(saga)).toMatchObject({ job: "release-inventory" });
  });

  test.each(["COMPLETED: at rest", "CANCELLED: at rest"])("has nothing to do at %s", (ended) => {
    given(ended).when(retry()).thenRejected("nothing_to_retry");
  });
});

describe("a person who saw an older page", () => {
  test.each([undo, retry, hold, release])("is told that the saga has moved on", (command) => {
    given("PENDING_SHIPMENT: waiting").when(command("before")).thenRejected("moved_on");
  });

  test("has not missed anything by a retry: it does not make the page old", () => {
    const revision = given("PENDING_SHIPMENT: in flight")
      .when(reply(BUSY_FOR_A_MINUTE))
      .thenRecords("StepRetryScheduled").revision;
    const later = given("PENDING_SHIPMENT: in flight", reply(BUSY_FOR_A_MINUTE))
      .when(answered(BUSY_FOR_A_MINUTE))
      .thenRecords("StepRetryScheduled");
    expect(later.revision).toBe(revision);
  });
});

describe("a hold", () => {
  test("stops the saga where it is, and its clock", () => {
    const saga = given("PENDING_SHIPMENT: waiting")
      .when(hold())
      .thenRecords(["SagaParked", { reason: "HELD_BY_OPERATOR", code: null }]);
    expect(plan(saga)).toBeNull();
    expect(saga).toMatchObject({ position: "PENDING_SHIPMENT", deadlineAt: null });
  });

  test("keeps the dispatch, so that the answer to a call in flight still lands", () => {
    const held = given("PENDING_SHIPMENT: in flight").when(hold()).thenRecords("SagaParked");
    const saga = given("PENDING_SHIPMENT: held, in flight")
      .when(reply(OK))
      .thenRecords(
        "ShipmentInitiated",
        "OrderFulfillmentSagaStateChanged",
        "OrderFulfillmentSagaCompleted",
      );
    expect(saga.dispatch).toBe(held.dispatch);
  });

  test("is refused for what is parked already, and for what has ended", () => {
    given("PENDING_SHIPMENT: parked OUTCOME_UNKNOWN").when(hold()).thenRejected("nothing_to_hold");
    given("COMPLETED: at rest").when(hold()).thenRejected("ended");
    given("CANCELLED: at rest").when(hold()).thenRejected("ended");
  });

  test("released, goes on with a fresh deadline, in doubt if a call was in flight", () => {
    const asked = given("PENDING_SHIPMENT: held, in flight").when(release());
    const saga = asked.thenRecords(["SagaResumed", { deadlineAt: asked.now + 4 * 3_600_000 }]);
    expect(saga).toMatchObject({ parked: null, inDoubtSince: asked.now });
    const waiting = given("PENDING_SHIPMENT: held, waiting").when(release());
    expect(waiting.thenRecords("SagaResumed").inDoubtSince).toBeNull();
  });

  test("of another kind is not released, but retried", () => {
    given("PENDING_SHIPMENT: parked OUTCOME_UNKNOWN").when(release()).thenRejected("not_held");
    given("PENDING_SHIPMENT: waiting").when(release()).thenRejected("not_held");
  });

  test("survives a turn that an answer brings", () => {
    const saga = given("PENDING_PRESCRIPTION: held, in flight")
      .when(reply(REFUSED))
      .thenRecords(
        "PrescriptionFailed",
        "OrderFulfillmentSagaFailed",
        "OrderFulfillmentSagaStateChanged",
      );
    expect(saga).toMatchObject({
      position: "COMPENSATING",
      parked: { reason: "HELD_BY_OPERATOR" },
    });
    expect(plan(saga)).toBeNull();
  });

  test("released long after the next try fell due leaves no doubt: nothing was called meanwhile", () => {
    const saga = given("PENDING_SHIPMENT: held, waiting", waited(3_600_000))
      .when(release())
      .thenRecords("SagaResumed");
    expect(saga.inDoubtSince).toBeNull();
  });

  test("released while a cancel is waiting turns the saga, and calls nobody again", () => {
    const saga = given("PENDING_PRESCRIPTION: held, cancel requested")
      .when(release())
      .thenRecords("SagaResumed", "OrderFulfillmentSagaFailed", "OrderFulfillmentSagaStateChanged");
    expect(plan(saga)).toMatchObject({ job: "cancel-prescription" });
  });
});

describe("the deadline", () => {
  test.each(FORWARD)("turns a waiting $position, own entry included", ({ position }) => {
    const saga = given(`${position}: deadline over, waiting`)
      .when(deadline)
      .thenRecords(
        ["DeadlineExpired", { effect: "turns" }],
        ["OrderFulfillmentSagaFailed", { code: "deadline_expired", ownEntry: true }],
        "OrderFulfillmentSagaStateChanged",
      );
    expect(saga.deadlineAt).toBeNull();
  });

  test.each(FORWARD)("waits for the call in flight at $position", ({ position }) => {
    given(`${position}: deadline over, in flight`)
      .when(deadline)
      .thenRecords(["DeadlineExpired", { effect: "waits" }]);
  });

  test("does nothing before its time, and nothing twice", () => {
    given("PENDING_SHIPMENT: waiting").when(deadline).thenIgnored("not over yet");
    given("PENDING_SHIPMENT: deadline expired, in flight")
      .when(deadline)
      .thenIgnored("no deadline applies");
  });

  test.each([
    "PENDING_SHIPMENT: held, waiting",
    "PENDING_SHIPMENT: parked OUTCOME_UNKNOWN",
    "COMPENSATING inventory: waiting",
    "COMPLETED gate: waiting",
    "CANCELLED clean-up: waiting",
  ])("stands still at %s", (situation) => {
    const afterMs = 10 * 24 * 3_600_000;
    given(situation).when(deadline, { afterMs }).thenIgnored("no deadline applies");
  });
});
