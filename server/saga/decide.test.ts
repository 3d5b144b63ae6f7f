import { describe, expect, test } from "vitest";
import { plan } from "./plan.ts";
import { given } from "./testing/given.ts";
import { answered, type Happening, started } from "./testing/happenings.ts";
import { OK, REFUSED, SILENT } from "./testing/situations.ts";
import { STARTED_AT, tell } from "./testing/story.ts";
import type { SagaJob } from "./types.ts";

/** The jobs that the queue sees, one after the other. */
function jobsOf(past: readonly Happening[]): (SagaJob | undefined)[] {
  const lives = past.map((_, index) => tell(past.slice(0, index + 1)));
  return lives.map((story) => plan(story.state)?.job);
}

const positionAfter = (past: readonly Happening[]) => tell(past).state.position;

describe("an order that is placed", () => {
  test("records its order and its first step's undo before any call leaves", () => {
    const saga = given()
      .when(started)
      .thenRecords(
        ["OrderCreated", { orderNumber: "BS-1001", lineCount: 2, replacesOrderId: null }],
        ["OrderFulfillmentSagaStarted", { deadlineAt: STARTED_AT + 4 * 3_600_000 }],
        ["OrderFulfillmentSagaCompensationRecorded", { step: "order", job: "cancel-order" }],
        [
          "OrderFulfillmentSagaCompensationRecorded",
          { step: "prescription", job: "cancel-prescription" },
        ],
      );
    expect(saga).toMatchObject({ position: "PENDING_PRESCRIPTION", dispatch: 1, version: 3 });
  });

  test("starts once, however often it is asked to", () => {
    given(started).when(started).thenIgnored("already started");
  });

  test("records each next step's undo in the commit that dispatches it", () => {
    given(started)
      .when(answered(OK))
      .thenRecords("PrescriptionCreated", "OrderFulfillmentSagaStateChanged", [
        "OrderFulfillmentSagaCompensationRecorded",
        { step: "inventory", job: "release-inventory" },
      ]);
  });
});

describe("the chains", () => {
  const ok = answered(OK);
  const refused = answered(REFUSED);

  test("all three steps done completes the order", () => {
    const past = [started, ok, ok, ok];
    expect(jobsOf(past)).toEqual([
      "create-prescription",
      "reserve-inventory",
      "initiate-shipment",
      undefined,
    ]);
    expect(positionAfter(past)).toBe("COMPLETED");
  });

  test("a refused prescription cancels the order", () => {
    const past = [started, refused, ok];
    expect(jobsOf(past)).toEqual(["create-prescription", "cancel-order", undefined]);
    expect(positionAfter(past)).toBe("CANCELLED");
  });

  test("a refused reservation cancels the prescription, then the order", () => {
    const past = [started, ok, refused, ok, ok];
    expect(jobsOf(past).slice(2)).toEqual(["cancel-prescription", "cancel-order", undefined]);
    expect(positionAfter(past)).toBe("CANCELLED");
  });

  test("a refused shipment releases the stock, cancels the prescription, then the order", () => {
    const past = [started, ok, ok, refused, ok, ok, ok];
    expect(jobsOf(past).slice(3)).toEqual([
      "release-inventory",
      "cancel-prescription",
      "cancel-order",
      undefined,
    ]);
    expect(positionAfter(past)).toBe("CANCELLED");
  });

  test("a reservation that stays unknown to the end of its budget is undone as well", () => {
    const silence = Array.from({ length: 8 }, () => answered(SILENT));
    const past = [started, ok, ...silence, ok, ok, ok];
    expect(jobsOf(past).slice(9)).toEqual([
      "release-inventory",
      "cancel-prescription",
      "cancel-order",
      undefined,
    ]);
  });
});
