import { describe, expect, test } from "vitest";
import { plan } from "./plan.ts";
import { given } from "./testing/given.ts";
import {
  answered,
  deadline,
  hold,
  late,
  reply,
  retry,
  undo,
  undoByStorefront,
} from "./testing/happenings.ts";
import {
  BUSY,
  NOTHING_THERE,
  OK,
  REFUSED,
  SILENT,
  STILL_AT_WORK,
  UNREACHED,
} from "./testing/situations.ts";

const REDELIVERED = reply({ type: "unknown", code: "redelivered" });

describe("a shipment that may exist", () => {
  test("is asked to be voided before anything is undone, when it is refused after a doubt", () => {
    const saga = given("PENDING_SHIPMENT: in doubt, in flight")
      .when(reply(REFUSED))
      .thenRecords("ShipmentInitiationFailed", [
        "StepRetryScheduled",
        { step: "shipment", direction: "undo", gate: true },
      ]);
    expect(plan(saga)).toMatchObject({ job: "void-shipment" });
    expect(saga.position).toBe("PENDING_SHIPMENT");
  });

  test("turns without a void when it is refused and was never in doubt", () => {
    const saga = given("PENDING_SHIPMENT: in flight")
      .when(reply(REFUSED))
      .thenRecords(
        "ShipmentInitiationFailed",
        ["OrderFulfillmentSagaFailed", { ownEntry: false }],
        "OrderFulfillmentSagaStateChanged",
      );
    expect(plan(saga)).toMatchObject({ job: "release-inventory" });
  });

  test.each([undo(), undoByStorefront])("is asked to be voided on $name", (wish) => {
    const saga = given("PENDING_SHIPMENT: in doubt, waiting")
      .when(wish)
      .thenRecords(["CancelRequested", { effect: "asks_void" }]);
    expect(saga).toMatchObject({ position: "PENDING_SHIPMENT", work: { gate: true } });
  });

  test("is let end first while its call is in flight", () => {
    given("PENDING_SHIPMENT: in doubt, in flight")
      .when(undo())
      .thenRecords(["CancelRequested", { effect: "waits" }]);
  });

  test.each([SILENT, UNREACHED, BUSY, STILL_AT_WORK])(
    "is asked to be voided when the call that a cancel waits for ends with $type",
    (answer) => {
      const saga = given("PENDING_SHIPMENT: cancel requested, in doubt, in flight")
        .when(reply(answer))
        .thenRecords(
          ...(answer.type === "unknown" ? (["StepOutcomeUnknown"] as const) : []),
          "StepRetryScheduled",
        );
      expect(plan(saga)).toMatchObject({ job: "void-shipment" });
    },
  );

  test("is asked to be voided when its deadline finds a call that nobody answered", () => {
    given("PENDING_SHIPMENT: deadline over, lease over")
      .when(deadline)
      .thenRecords(["DeadlineExpired", { effect: "asks_void" }]);
  });

  test("wins over a cancel that waited for it", () => {
    const saga = given("PENDING_SHIPMENT: cancel requested, in flight")
      .when(reply(OK))
      .thenRecords(
        "ShipmentInitiated",
        ["OrderFulfillmentSagaStateChanged", { to: "COMPLETED" }],
        "OrderFulfillmentSagaCompleted",
        ["CancelRejected", { code: "already_shipped" }],
      );
    expect(saga).toMatchObject({ position: "COMPLETED", cancelRequestedAt: null, failure: null });
  });

  test("wins over a deadline that waited for it", () => {
    given("PENDING_SHIPMENT: deadline expired, in flight")
      .when(reply(OK))
      .thenRecords(
        "ShipmentInitiated",
        "OrderFulfillmentSagaStateChanged",
        "OrderFulfillmentSagaCompleted",
        "CancelRejected",
      );
  });

  test("may be asked to be voided by a person even after it parked", () => {
    const saga = given("PENDING_SHIPMENT: parked OUTCOME_UNKNOWN")
      .when(undo())
      .thenRecords(["CancelRequested", { effect: "asks_void" }]);
    expect(saga).toMatchObject({ parked: null, attempt: 0 });
  });
});

describe("the carrier's answer to a void before the turn", () => {
  const GATE = "PENDING_SHIPMENT gate (cancel in doubt): in flight";
  const AFTER_REFUSAL = "PENDING_SHIPMENT gate (refused after doubt): in flight";

  test.each([
    { answer: OK, nothingToUndo: false },
    { answer: NOTHING_THERE, nothingToUndo: true },
  ])("turns the saga (nothing to undo: $nothingToUndo)", ({ answer, nothingToUndo }) => {
    const saga = given(GATE)
      .when(reply(answer))
      .thenRecords(
        ["StepOutcomeResolved", { direction: "undo", happened: true }],
        ["ShipmentVoided", { nothingToUndo, byHand: false }],
        ["OrderFulfillmentSagaFailed", { code: "cancel_requested" }],
        ["OrderFulfillmentSagaStateChanged", { to: "COMPENSATING" }],
      );
    expect(plan(saga)).toMatchObject({ job: "release-inventory" });
  });

  test("refused: the cancel is rejected and the label's number is learnt by asking again", () => {
    const saga = given(GATE)
      .when(reply(REFUSED))
      .thenRecords(
        ["CancelRejected", { code: "out_of_stock" }],
        ["StepRetryScheduled", { direction: "forward", gate: false }],
      );
    expect(plan(saga)).toMatchObject({ job: "initiate-shipment" });
    given(GATE, reply(REFUSED))
      .when(answered(OK))
      .thenRecords(
        "StepOutcomeResolved",
        "ShipmentInitiated",
        "OrderFulfillmentSagaStateChanged",
        "OrderFulfillmentSagaCompleted",
      );
  });

  test("refused, though nobody asked for a cancel: only the label is learnt", () => {
    given(AFTER_REFUSAL).when(reply(REFUSED)).thenRecords("StepRetryScheduled");
  });

  test.each([reply(SILENT), REDELIVERED])(
    "$name: is asked again, and parks when the budget of an undo is used up",
    (silence) => {
      given(GATE).when(silence).thenRecords("StepOutcomeUnknown", "StepRetryScheduled");
      const saga = given("PENDING_SHIPMENT gate (cancel in doubt): at its last attempt")
        .when(silence)
        .thenRecords(
          ["StepOutcomeUnknown", { attempt: 20 }],
          ["SagaParked", { reason: "OUTCOME_UNKNOWN" }],
        );
      expect(saga.position).toBe("PENDING_SHIPMENT");
    },
  );

  test("has a full budget, however much of it the shipment's own doubt used", () => {
    const saga = given("PENDING_SHIPMENT: at its last attempt")
      .when(reply(REFUSED))
      .thenRecords("ShipmentInitiationFailed", "StepRetryScheduled");
    expect(saga.attempt).toBe(0);
  });

  test("refused: asking for the label again has a full budget too", () => {
    const saga = given("PENDING_SHIPMENT gate (cancel in doubt): at its last attempt")
      .when(reply(REFUSED))
      .thenRecords("CancelRejected", "StepRetryScheduled");
    expect(saga.attempt).toBe(0);
  });

  test("refused after it had parked: the saga goes on with a fresh deadline", () => {
    const saga = given("PENDING_SHIPMENT: parked OUTCOME_UNKNOWN", undo())
      .when(answered(REFUSED))
      .thenRecords("CancelRejected", "StepRetryScheduled");
    expect(saga.deadlineAt).not.toBeNull();
  });

  test("refused, and then the shipment refused once more: waits for a person, no endless round", () => {
    given(AFTER_REFUSAL, reply(REFUSED))
      .when(answered(REFUSED))
      .thenRecords("ShipmentInitiationFailed", ["SagaParked", { reason: "OUTCOME_UNKNOWN" }]);
  });

  test("asked for because a call was never answered: that doubt is remembered", () => {
    const saga = given("PENDING_SHIPMENT: lease over").when(undo()).thenRecords("CancelRequested");
    expect(saga.inDoubtSince).not.toBeNull();
  });
});

describe("undoing a completed order", () => {
  const GATE = "COMPLETED gate: in flight";

  test("asks the carrier first, and stays completed meanwhile", () => {
    const saga = given("COMPLETED: at rest")
      .when(undo())
      .thenRecords(["CancelRequested", { effect: "asks_void" }]);
    expect(saga).toMatchObject({ position: "COMPLETED", work: { gate: true } });
    expect(plan(saga)).toMatchObject({ job: "void-shipment" });
  });

  test("voided: goes the full chain back", () => {
    const saga = given(GATE)
      .when(reply(OK))
      .thenRecords("ShipmentVoided", "OrderFulfillmentSagaFailed", [
        "OrderFulfillmentSagaStateChanged",
        { from: "COMPLETED", to: "COMPENSATING" },
      ]);
    expect(plan(saga)).toMatchObject({ job: "release-inventory" });
    expect(saga.completedAt).toBeNull();
  });

  test("refused: names the carrier's reason and touches nothing else", () => {
    const saga = given(GATE)
      .when(reply(REFUSED))
      .thenRecords(["CancelRejected", { code: "out_of_stock" }]);
    expect(saga).toMatchObject({
      position: "COMPLETED",
      work: null,
      cancelRequestedAt: null,
      failure: null,
      inDoubtSince: null,
    });
    expect(saga.stack.every((entry) => entry.status === "recorded")).toBe(true);
    expect(saga.completedAt).not.toBeNull();
  });

  test("unknown: asks again, then waits for a person, still completed", () => {
    const saga = given("COMPLETED gate: at its last attempt")
      .when(reply(SILENT))
      .thenRecords("StepOutcomeUnknown", ["SagaParked", { reason: "OUTCOME_UNKNOWN" }]);
    expect(saga.position).toBe("COMPLETED");
  });

  test("may be asked for again after a refusal", () => {
    given("COMPLETED: void refused").when(undo()).thenRecords("CancelRequested");
  });

  test("refused while on hold: nothing is left to hold", () => {
    const saga = given(GATE, hold()).when(reply(REFUSED)).thenRecords("CancelRejected");
    expect(saga.parked).toBeNull();
  });
});

describe("what is made after the order was cancelled", () => {
  test.each([
    { job: "create-prescription", undoJob: "cancel-prescription" },
    { job: "reserve-inventory", undoJob: "release-inventory" },
    { job: "initiate-shipment", undoJob: "void-shipment" },
  ] as const)("is undone by reference: $job", ({ job, undoJob }) => {
    const saga = given("CANCELLED: at rest").when(late(job, OK)).thenRecords("LateOutcomeObserved");
    expect(saga.position).toBe("CANCELLED");
    expect(plan(saga)).toMatchObject({ job: undoJob });
  });

  test("is gone once the partner says so, and the order stays cancelled", () => {
    const saga = given("CANCELLED clean-up: in flight")
      .when(reply(OK))
      .thenRecords("InventoryReleased");
    expect(saga).toMatchObject({ position: "CANCELLED", work: null, parked: null });
  });

  test("waits for a person when its undo is refused, and can be tried again", () => {
    const saga = given("CANCELLED clean-up: in flight")
      .when(reply(REFUSED))
      .thenRecords(["SagaParked", { reason: "COMPENSATION_REFUSED" }]);
    expect(saga.position).toBe("CANCELLED");
    given("CANCELLED clean-up: parked COMPENSATION_REFUSED")
      .when(retry())
      .thenRecords("RetryRequested", ["SagaResumed", { deadlineAt: null }]);
  });

  test("at a second partner is undone too, though the first is still being cleaned up", () => {
    const saga = given("CANCELLED clean-up: in flight", late("create-prescription", OK))
      .when(reply(OK))
      .thenRecords("InventoryReleased");
    expect(plan(saga)).toMatchObject({ job: "cancel-prescription" });
  });

  test("is no reason to stay on hold once it is gone", () => {
    const saga = given("CANCELLED clean-up: in flight", hold())
      .when(reply(OK))
      .thenRecords("InventoryReleased");
    expect(saga.parked).toBeNull();
  });
});
