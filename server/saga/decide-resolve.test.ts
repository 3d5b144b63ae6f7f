import { describe, expect, test } from "vitest";
import { plan } from "./plan.ts";
import { given } from "./testing/given.ts";
import { resolve } from "./testing/happenings.ts";

const HAPPENED = resolve({ happened: true, reference: "ref-9" });
const NOT_HAPPENED = resolve({ happened: false });

describe("a person who found out what happened to a step", () => {
  test("moves the saga on by the partner's reference", () => {
    const saga = given("PENDING_PRESCRIPTION: in doubt, waiting")
      .when(HAPPENED)
      .thenRecords(
        ["ManualResolutionRecorded", { happened: true, reference: "ref-9" }],
        ["StepOutcomeResolved", { happened: true }],
        ["PrescriptionCreated", { reference: "ref-9" }],
        "OrderFulfillmentSagaStateChanged",
        "OrderFulfillmentSagaCompensationRecorded",
      );
    expect(saga).toMatchObject({ inDoubtSince: null, references: { prescription: "ref-9" } });
  });

  test.each(["PENDING_SHIPMENT: in doubt, waiting", "PENDING_SHIPMENT: parked OUTCOME_UNKNOWN"])(
    "turns the saga, own entry included, if it did not (%s)",
    (situation) => {
      const saga = given(situation)
        .when(NOT_HAPPENED)
        .thenRecords(
          ["ManualResolutionRecorded", { happened: false }],
          ["OrderFulfillmentSagaFailed", { code: "resolved_by_hand", ownEntry: true }],
          "OrderFulfillmentSagaStateChanged",
        );
      expect(plan(saga)).toMatchObject({ job: "void-shipment" });
    },
  );

  test("must name the reference of what happened", () => {
    given("PENDING_SHIPMENT: parked OUTCOME_UNKNOWN")
      .when(resolve({ happened: true }))
      .thenRejected("reference_needed");
  });

  test("completes an order whose label exists, and the cancel that waited is refused", () => {
    given("PENDING_SHIPMENT gate (cancel in doubt): parked after the last attempt")
      .when(HAPPENED)
      .thenRecords(
        "ManualResolutionRecorded",
        "StepOutcomeResolved",
        ["ShipmentInitiated", { trackingNumber: "TRACK-1" }],
        "OrderFulfillmentSagaStateChanged",
        "OrderFulfillmentSagaCompleted",
        ["CancelRejected", { code: "already_shipped" }],
      );
  });

  test.each([
    "PENDING_SHIPMENT: in flight",
    "PENDING_SHIPMENT: waiting",
    "PENDING_SHIPMENT: held, waiting",
    "COMPENSATING inventory: waiting",
    "COMPENSATING order: parked after the last attempt",
    "COMPLETED: at rest",
    "CANCELLED: at rest",
  ])("has nothing to resolve at %s", (situation) => {
    given(situation).when(HAPPENED).thenRejected("nothing_to_resolve");
    given(situation).when(NOT_HAPPENED).thenRejected("nothing_to_resolve");
  });

  test("waits until the call in flight has ended", () => {
    const asked = given("PENDING_SHIPMENT: in doubt, in flight").when(HAPPENED);
    asked.thenRejected("in_flight", asked.now - 1_000 + 20_000);
  });

  test("is told when the saga has moved on", () => {
    given("PENDING_SHIPMENT: parked OUTCOME_UNKNOWN")
      .when(resolve({ happened: false, when: "before" }))
      .thenRejected("moved_on");
  });

  test("resumes a parked saga with a fresh deadline for what comes next", () => {
    const asked = given("PENDING_PRESCRIPTION: parked RETRIES_EXHAUSTED").when(HAPPENED);
    const saga = asked.thenRecords(
      "ManualResolutionRecorded",
      ["SagaResumed", { deadlineAt: asked.now + 4 * 3_600_000 }],
      "StepOutcomeResolved",
      "PrescriptionCreated",
      "OrderFulfillmentSagaStateChanged",
      "OrderFulfillmentSagaCompensationRecorded",
    );
    expect(saga).toMatchObject({ parked: null, position: "PENDING_INVENTORY_RESERVATION" });
  });
});

describe("a person who undid something at the partner's own desk", () => {
  test.each([
    { step: "shipment", event: "ShipmentVoided", next: "release-inventory" },
    { step: "inventory", event: "InventoryReleased", next: "cancel-prescription" },
    { step: "prescription", event: "PrescriptionCancelled", next: "cancel-order" },
  ] as const)("closes the entry of the $step by hand and opens the one below", (entry) => {
    const saga = given(`COMPENSATING ${entry.step}: parked COMPENSATION_REFUSED`)
      .when(resolve({ happened: true }))
      .thenRecords("ManualResolutionRecorded", [entry.event, { byHand: true }]);
    expect(saga.stack.find(({ step }) => step === entry.step)?.status).toBe("by_hand");
    expect(saga.parked).toBeNull();
    expect(plan(saga)).toMatchObject({ job: entry.next });
  });

  test("may not say that it did not happen: that is what a retry is for", () => {
    given("COMPENSATING inventory: parked COMPENSATION_REFUSED")
      .when(NOT_HAPPENED)
      .thenRejected("nothing_to_resolve");
  });

  test("voided a completed order's label: it goes the full chain back", () => {
    const saga = given("COMPLETED gate: parked after the last attempt")
      .when(resolve({ happened: true }))
      .thenRecords(
        "ManualResolutionRecorded",
        ["ShipmentVoided", { byHand: true }],
        "OrderFulfillmentSagaFailed",
        "OrderFulfillmentSagaStateChanged",
      );
    expect(plan(saga)).toMatchObject({ job: "release-inventory" });
  });

  test("found a completed order's label in use: it stays completed, and the cancel is refused", () => {
    const saga = given("COMPLETED gate: parked after the last attempt")
      .when(NOT_HAPPENED)
      .thenRecords("ManualResolutionRecorded", ["CancelRejected", { code: "resolved_by_hand" }]);
    expect(saga).toMatchObject({ position: "COMPLETED", parked: null, work: null });
  });

  test("cleaned up after a cancelled order: nothing is left to do", () => {
    const saga = given("CANCELLED clean-up: parked COMPENSATION_REFUSED")
      .when(resolve({ happened: true }))
      .thenRecords("ManualResolutionRecorded", ["InventoryReleased", { byHand: true }]);
    expect(saga).toMatchObject({ position: "CANCELLED", parked: null, work: null });
  });
});
