import { describe, expect, test } from "vitest";
import { plan } from "./plan.ts";
import { given } from "./testing/given.ts";
import { deadLetter, retry } from "./testing/happenings.ts";

const FORWARD = ["PENDING_PRESCRIPTION", "PENDING_INVENTORY_RESERVATION", "PENDING_SHIPMENT"];
const BACK = ["COMPENSATING shipment", "COMPENSATING inventory", "COMPENSATING prescription"];

describe.each([...FORWARD, ...BACK])("work at %s that the queue gave up", (position) => {
  test("waits for a person, in doubt, since somebody may have called", () => {
    const saga = given(`${position}: in flight`)
      .when(deadLetter())
      .thenRecords(
        ["StepOutcomeUnknown", { code: "dead_lettered", attempt: 1 }],
        ["SagaParked", { reason: "RETRIES_EXHAUSTED", code: "dead_lettered" }],
      );
    expect(plan(saga)).toBeNull();
    expect(saga.inDoubtSince).not.toBeNull();
  });

  test("goes on with a person's retry, under a dispatch of its own", () => {
    const before = given(`${position}: in flight`).when(deadLetter());
    const parked = before.thenRecords("StepOutcomeUnknown", "SagaParked");
    const saga = given(`${position}: in flight`, deadLetter())
      .when(retry())
      .thenRecords("RetryRequested", "SagaResumed");
    expect(saga.dispatch).toBeGreaterThan(parked.dispatch);
    expect(plan(saga)).toMatchObject({ dispatch: saga.dispatch });
  });

  test("of an older dispatch is nobody's business any more", () => {
    given(`${position}: in flight`).when(deadLetter("older")).thenIgnored("its dispatch is over");
  });
});

test("a cancel that waited for the call turns the saga instead", () => {
  given("PENDING_INVENTORY_RESERVATION: cancel requested, in flight")
    .when(deadLetter())
    .thenRecords(
      "StepOutcomeUnknown",
      ["OrderFulfillmentSagaFailed", { code: "cancel_requested", ownEntry: true }],
      "OrderFulfillmentSagaStateChanged",
    );
});

test("at the pivot the carrier is asked to void before anything is undone", () => {
  const saga = given("PENDING_SHIPMENT: cancel requested, in flight")
    .when(deadLetter())
    .thenRecords("StepOutcomeUnknown", ["StepRetryScheduled", { gate: true }]);
  expect(saga.position).toBe("PENDING_SHIPMENT");
});

test("the local end of an undo calls nobody, so nothing is in doubt", () => {
  const saga = given("COMPENSATING order: in flight")
    .when(deadLetter())
    .thenRecords(["SagaParked", { reason: "RETRIES_EXHAUSTED" }]);
  expect(saga.inDoubtSince).toBeNull();
});
