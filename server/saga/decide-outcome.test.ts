import { describe, expect, test } from "vitest";
import { given } from "./testing/given.ts";
import { answered, answerTo, hold, late, reply, retry } from "./testing/happenings.ts";
import {
  OK,
  REFUSED,
  SILENT,
  SITUATIONS,
  type SituationName,
  STILL_AT_WORK,
  situation,
} from "./testing/situations.ts";
import { tell } from "./testing/story.ts";
import type { Saga } from "./types.ts";

/** A saga that has not begun has no dispatch, and a cancelled one cleans up: see decide-gate.test.ts. */
const ELSEWHERE = ["NOT_STARTED", "CANCELLED: at rest"];
const BEGUN = Object.entries(SITUATIONS).filter(
  ([name, { readBy }]) => !ELSEWHERE.includes(name) && !readBy,
);
/** Everything but that something was recorded, and what is listed to be cleaned up later. */
const whatMatters = ({ version, updatedAt, stack, ...rest }: Saga) => rest;

/** What the call that is under way there was called with. */
function dispatchAt(name: SituationName): number {
  const { state } = tell(situation(name).past);
  if (state.position === "NOT_STARTED") throw new Error("Bug: the saga never started");
  return state.dispatch;
}

const LATE = [
  late("create-prescription", OK),
  late("reserve-inventory", REFUSED),
  late("initiate-shipment", SILENT),
  late("void-shipment", OK),
];

describe("an answer to an older dispatch", () => {
  test.each(BEGUN)("moves nothing at %s", (name, { past, policy }) => {
    const before = tell(past, policy).state;
    if (before.position === "NOT_STARTED") throw new Error("Bug: the saga never started");
    for (const answer of LATE) {
      const after = given(name).when(answer).thenRecords("LateOutcomeObserved");
      expect(whatMatters(after)).toEqual(whatMatters(before));
    }
  });

  test("that is only still at work is not even worth a record", () => {
    given("PENDING_SHIPMENT: in doubt, waiting")
      .when(late("initiate-shipment", STILL_AT_WORK))
      .thenIgnored("still at work for an older dispatch");
  });

  test("names the dispatch, the job and what the answer was", () => {
    given("PENDING_SHIPMENT: in doubt, waiting")
      .when(late("initiate-shipment", REFUSED))
      .thenRecords([
        "LateOutcomeObserved",
        { dispatch: 3, job: "initiate-shipment", outcome: "rejected", code: "out_of_stock" },
      ]);
  });
});

describe("the same answer twice", () => {
  test("counts once: the second is late", () => {
    const once = given("PENDING_PRESCRIPTION: in flight").when(reply(OK));
    const saga = once.thenRecords(
      "PrescriptionCreated",
      "OrderFulfillmentSagaStateChanged",
      "OrderFulfillmentSagaCompensationRecorded",
    );
    given("PENDING_PRESCRIPTION: in flight", reply(OK))
      .when(late("create-prescription", OK))
      .thenRecords("LateOutcomeObserved");
    expect(saga.dispatch).toBe(2);
  });

  test("of the last step counts once too, though no dispatch follows it", () => {
    given("COMPLETED: at rest").when(reply(OK)).thenRecords("LateOutcomeObserved");
  });

  test("counts once when the first of them parked the saga", () => {
    given("COMPENSATING inventory: parked COMPENSATION_REFUSED")
      .when(late("release-inventory", REFUSED))
      .thenRecords("LateOutcomeObserved");
  });

  test("counts once though both bear the dispatch that the first of them parked", () => {
    const dispatch = dispatchAt("COMPENSATING inventory: in flight");
    given("COMPENSATING inventory: in flight", reply(REFUSED))
      .when(answerTo(dispatch, "release-inventory", REFUSED))
      .thenRecords("LateOutcomeObserved");
  });
});

describe("the answer to a call in flight", () => {
  test("still lands when a person puts the saga on hold meanwhile, and nothing follows until it is released", () => {
    const saga = given("PENDING_PRESCRIPTION: in flight", hold())
      .when(reply(OK))
      .thenRecords(
        "PrescriptionCreated",
        "OrderFulfillmentSagaStateChanged",
        "OrderFulfillmentSagaCompensationRecorded",
      );
    expect(saga.parked?.reason).toBe("HELD_BY_OPERATOR");
  });

  test("lands under the dispatch that was called for, though the saga is on hold by now", () => {
    const dispatch = dispatchAt("PENDING_PRESCRIPTION: in flight");
    given("PENDING_PRESCRIPTION: in flight", hold())
      .when(answerTo(dispatch, "create-prescription", OK))
      .thenRecords(
        "PrescriptionCreated",
        "OrderFulfillmentSagaStateChanged",
        "OrderFulfillmentSagaCompensationRecorded",
      );
  });

  test("is late once a person had the call repeated", () => {
    given("PENDING_PRESCRIPTION: lease over", retry())
      .when(late("create-prescription", OK))
      .thenRecords("LateOutcomeObserved");
  });

  test("leaves the hold in place, even when it parks the saga for its own reason", () => {
    const saga = given("PENDING_PRESCRIPTION: in flight", hold())
      .when(answered({ type: "misconfigured", scope: "partner", code: "key_expired" }))
      .thenRecords("SagaParked");
    expect(saga.parked?.reason).toBe("HELD_BY_OPERATOR");
  });
});
