import { describe, expect, test } from "vitest";
import { plan } from "./plan.ts";
import { given } from "./testing/given.ts";
import { answered, reply, retry } from "./testing/happenings.ts";
import { BUSY, NOTHING_THERE, OK, REFUSED, SILENT, UNREACHED } from "./testing/situations.ts";

const ENTRIES = [
  { step: "shipment", event: "ShipmentVoided", next: "release-inventory" },
  { step: "inventory", event: "InventoryReleased", next: "cancel-prescription" },
  { step: "prescription", event: "PrescriptionCancelled", next: "cancel-order" },
] as const;

describe.each(ENTRIES)("the undo of the $step", ({ step, event, next }) => {
  const CALLED = `COMPENSATING ${step}: in flight`;

  test("done, or with nothing there to undo, opens the entry below", () => {
    given(CALLED)
      .when(reply(OK))
      .thenRecords([event, { nothingToUndo: false, byHand: false }]);
    const saga = given(CALLED)
      .when(reply(NOTHING_THERE))
      .thenRecords([event, { nothingToUndo: true }]);
    expect(plan(saga)).toMatchObject({ job: next });
    expect(saga).toMatchObject({ attempt: 0, tries: 0, inDoubtSince: null });
  });

  test("refused waits for a person; done entries never run again", () => {
    given(CALLED)
      .when(reply(REFUSED))
      .thenRecords(["SagaParked", { reason: "COMPENSATION_REFUSED" }]);
    const resumed = given(`COMPENSATING ${step}: parked COMPENSATION_REFUSED`)
      .when(retry())
      .thenRecords("RetryRequested", "SagaResumed");
    expect(resumed.work).toMatchObject({ step, direction: "undo" });
  });

  test("unknown is tried again twenty times, then waits for a person", () => {
    given(CALLED).when(reply(SILENT)).thenRecords("StepOutcomeUnknown", "StepRetryScheduled");
    given(`COMPENSATING ${step}: at its last attempt`)
      .when(reply(SILENT))
      .thenRecords(
        ["StepOutcomeUnknown", { attempt: 20 }],
        ["SagaParked", { reason: "COMPENSATION_EXHAUSTED" }],
      );
  });

  test.each([UNREACHED, BUSY])("costs nothing while the partner is $type", (answer) => {
    const saga = given(CALLED).when(reply(answer)).thenRecords("StepRetryScheduled");
    expect(saga.attempt).toBe(0);
  });
});

test("a wait grows to a quarter of an hour, not beyond", () => {
  const busy = Array.from({ length: 30 }, () => answered(BUSY));
  const last = given("COMPENSATING inventory: in flight", ...busy).when(answered(BUSY), {
    jitter: 0.999_999_9,
  });
  last.thenRecords(["StepRetryScheduled", { dueAt: last.now + 15 * 60_000 }]);
});

test("the order's own entry ends the saga with the reason it turned for", () => {
  const saga = given("COMPENSATING order: in flight")
    .when(reply(OK))
    .thenRecords(
      ["OrderCancelled", { step: "shipment", code: "cancel_requested" }],
      ["OrderFulfillmentSagaStateChanged", { to: "CANCELLED" }],
    );
  expect(saga.stack.map((entry) => entry.status)).not.toContain("recorded");
  expect(saga.completedAt).not.toBeNull();
});

test("the order's own entry leaves no doubt behind, though its job came twice", () => {
  const saga = given("COMPENSATING order: in doubt, in flight")
    .when(reply(OK))
    .thenRecords("OrderCancelled", "OrderFulfillmentSagaStateChanged");
  expect(saga.inDoubtSince).toBeNull();
});
