import { describe, expect, test } from "vitest";
import { given, givenWith } from "./testing/given.ts";
import { answered, reply, retry } from "./testing/happenings.ts";
import {
  BUSY,
  BUSY_FOR_A_MINUTE,
  NO_REFERENCE,
  OK,
  OUR_KEY,
  OUR_REQUEST,
  REFUSED,
  SILENT,
  STILL_AT_WORK,
  UNREACHED,
} from "./testing/situations.ts";

const REDELIVERED = reply({ type: "unknown", code: "redelivered" });
const PRESCRIPTION_CALLED = "PENDING_PRESCRIPTION: in flight";
const IN_DOUBT = "PENDING_PRESCRIPTION: in doubt, in flight";

describe("a call before the pivot", () => {
  test("that was refused without doubt turns the saga and leaves its own entry alone", () => {
    const saga = given(PRESCRIPTION_CALLED)
      .when(reply(REFUSED))
      .thenRecords(
        ["PrescriptionFailed", { code: "out_of_stock" }],
        ["OrderFulfillmentSagaFailed", { step: "prescription", ownEntry: false }],
        ["OrderFulfillmentSagaStateChanged", { to: "COMPENSATING" }],
      );
    expect(saga.stack).toMatchObject([
      { step: "order", status: "recorded" },
      { step: "prescription", status: "not_needed" },
    ]);
  });

  test("that was refused after a doubt runs its own entry too: an earlier call may have acted", () => {
    const saga = given(IN_DOUBT)
      .when(reply(REFUSED))
      .thenRecords(
        "PrescriptionFailed",
        ["OrderFulfillmentSagaFailed", { ownEntry: true }],
        "OrderFulfillmentSagaStateChanged",
      );
    expect(saga.work).toMatchObject({ direction: "undo", step: "prescription" });
  });

  test.each([UNREACHED, BUSY, STILL_AT_WORK])(
    "that was $type keeps the doubt of an earlier one",
    (answer) => {
      const saga = given(IN_DOUBT).when(reply(answer)).thenRecords("StepRetryScheduled");
      expect(saga.inDoubtSince).not.toBeNull();
      given(IN_DOUBT, reply(answer))
        .when(answered(REFUSED))
        .thenRecords(
          "PrescriptionFailed",
          ["OrderFulfillmentSagaFailed", { ownEntry: true }],
          "OrderFulfillmentSagaStateChanged",
        );
    },
  );

  test("that succeeds after a doubt says how the doubt ended", () => {
    const saga = given(IN_DOUBT)
      .when(reply(OK))
      .thenRecords(
        ["StepOutcomeResolved", { direction: "forward", happened: true }],
        ["PrescriptionCreated", { reference: "ref-1" }],
        "OrderFulfillmentSagaStateChanged",
        "OrderFulfillmentSagaCompensationRecorded",
      );
    expect(saga).toMatchObject({ inDoubtSince: null, attempt: 0, tries: 0 });
  });

  test("that made something without naming it is still done", () => {
    given(PRESCRIPTION_CALLED)
      .when(reply(NO_REFERENCE))
      .thenRecords(
        ["PrescriptionCreated", { reference: "unnamed" }],
        "OrderFulfillmentSagaStateChanged",
        "OrderFulfillmentSagaCompensationRecorded",
      );
  });
});

describe("the budget", () => {
  test.each([UNREACHED, BUSY, STILL_AT_WORK])("is not used by $type", (answer) => {
    const saga = given(PRESCRIPTION_CALLED).when(reply(answer)).thenRecords("StepRetryScheduled");
    expect(saga).toMatchObject({ attempt: 0, inDoubtSince: null, dispatch: 2 });
  });

  test("is used by a timeout and by a job that was fetched again", () => {
    const saga = given(PRESCRIPTION_CALLED, reply(SILENT))
      .when(REDELIVERED)
      .thenRecords(
        ["StepOutcomeUnknown", { attempt: 2, code: "redelivered" }],
        "StepRetryScheduled",
      );
    expect(saga.attempt).toBe(2);
  });

  test("once used up turns the saga, own entry included", () => {
    given("PENDING_INVENTORY_RESERVATION: at its last attempt")
      .when(reply(SILENT))
      .thenRecords(
        ["StepOutcomeUnknown", { attempt: 8 }],
        ["OrderFulfillmentSagaFailed", { step: "inventory", code: "timeout", ownEntry: true }],
        "OrderFulfillmentSagaStateChanged",
      );
  });

  test("once used up parks the saga where the policy says so, and a retry gives a fresh one", () => {
    givenWith(
      { whenExhausted: { prescription: "park", inventory: "park" } },
      "PENDING_PRESCRIPTION: at its last attempt",
    )
      .when(reply(SILENT))
      .thenRecords("StepOutcomeUnknown", ["SagaParked", { reason: "RETRIES_EXHAUSTED" }]);
    const saga = given("PENDING_PRESCRIPTION: parked RETRIES_EXHAUSTED")
      .when(retry())
      .thenRecords("RetryRequested", "SagaResumed");
    expect(saga).toMatchObject({ attempt: 0, tries: 0, epoch: 1 });
    expect(saga.inDoubtSince).not.toBeNull();
  });

  test("starts full for the undo, however much of it the forward step used", () => {
    const saga = given("PENDING_INVENTORY_RESERVATION: at its last attempt")
      .when(reply(SILENT))
      .thenRecords(
        "StepOutcomeUnknown",
        "OrderFulfillmentSagaFailed",
        "OrderFulfillmentSagaStateChanged",
      );
    expect(saga).toMatchObject({ attempt: 0, tries: 0, inDoubtSince: null });
  });

  test("of the pivot used up parks with the outcome unknown, and undoes nothing", () => {
    const saga = given("PENDING_SHIPMENT: at its last attempt")
      .when(reply(SILENT))
      .thenRecords(
        ["StepOutcomeUnknown", { attempt: 10 }],
        ["SagaParked", { reason: "OUTCOME_UNKNOWN" }],
      );
    expect(saga.position).toBe("PENDING_SHIPMENT");
  });

  test("of the pivot ends after a quarter of an hour in doubt, whatever is left of it", () => {
    given("PENDING_SHIPMENT: in doubt for too long")
      .when(reply(SILENT))
      .thenRecords(
        ["StepOutcomeUnknown", { attempt: 2 }],
        ["SagaParked", { reason: "OUTCOME_UNKNOWN" }],
      );
  });
});

describe("the wait before the next try", () => {
  test("doubles, half of it by chance", () => {
    const wait = (jitter: number) =>
      given(PRESCRIPTION_CALLED, answered(BUSY)).when(answered(BUSY), { jitter });
    const least = wait(0);
    least.thenRecords(["StepRetryScheduled", { dueAt: least.now + 1_000 }]);
    const most = wait(0.999_999);
    most.thenRecords(["StepRetryScheduled", { dueAt: most.now + 2_000 }]);
  });

  test("is at least what the partner asked for", () => {
    const asked = given(PRESCRIPTION_CALLED).when(reply(BUSY_FOR_A_MINUTE));
    asked.thenRecords(["StepRetryScheduled", { because: "transient", dueAt: asked.now + 60_000 }]);
  });

  test("is just the partner's hint while it is still at work, and no error is shown", () => {
    const polled = given(PRESCRIPTION_CALLED).when(reply(STILL_AT_WORK));
    const saga = polled.thenRecords([
      "StepRetryScheduled",
      { because: "pending", dueAt: polled.now + 5_000 },
    ]);
    expect(saga.lastError).toBeNull();
  });

  test("is none for a job that was fetched again", () => {
    const again = given(PRESCRIPTION_CALLED).when(REDELIVERED);
    again.thenRecords("StepOutcomeUnknown", ["StepRetryScheduled", { dueAt: again.now }]);
  });
});

describe("a partner that is ours to configure", () => {
  test("parks the saga, keeps its order, and stops its clock", () => {
    const saga = given(PRESCRIPTION_CALLED)
      .when(reply(OUR_KEY))
      .thenRecords(["SagaParked", { reason: "PARTNER_MISCONFIGURED", by: { type: "system" } }]);
    expect(saga).toMatchObject({ position: "PENDING_PRESCRIPTION", deadlineAt: null });
  });

  test("parks one saga alone when only its own request was wrong", () => {
    given(PRESCRIPTION_CALLED)
      .when(reply(OUR_REQUEST))
      .thenRecords(["SagaParked", { reason: "REQUEST_REFUSED", code: "bad_request" }]);
  });
});

describe("a call that ends while a cancel is waiting for it", () => {
  const WAITING = "PENDING_PRESCRIPTION: cancel requested, in flight";

  test("turns on success, own entry included, and keeps what it made", () => {
    const saga = given(WAITING)
      .when(reply(OK))
      .thenRecords(
        "PrescriptionCreated",
        ["OrderFulfillmentSagaFailed", { code: "cancel_requested", ownEntry: true }],
        ["OrderFulfillmentSagaStateChanged", { to: "COMPENSATING" }],
      );
    expect(saga.work).toMatchObject({ direction: "undo", step: "prescription" });
    expect(saga.references.prescription).toBe("ref-1");
  });

  test.each([UNREACHED, BUSY, STILL_AT_WORK, OUR_KEY, OUR_REQUEST])(
    "is not made again after $type, but turned",
    (answer) => {
      given(WAITING)
        .when(reply(answer))
        .thenRecords(
          ["OrderFulfillmentSagaFailed", { ownEntry: true }],
          "OrderFulfillmentSagaStateChanged",
        );
    },
  );

  test("is not made again when its job was fetched twice, but turned", () => {
    given(WAITING)
      .when(REDELIVERED)
      .thenRecords(
        "StepOutcomeUnknown",
        ["OrderFulfillmentSagaFailed", { ownEntry: true }],
        "OrderFulfillmentSagaStateChanged",
      );
  });
});
