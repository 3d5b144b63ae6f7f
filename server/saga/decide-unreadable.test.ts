import { describe, expect, test } from "vitest";
import { canCarryOn } from "./decide-unreadable.ts";
import { THIS_BUILD } from "./definition.ts";
import { plan } from "./plan.ts";
import { given } from "./testing/given.ts";
import {
  answered,
  late,
  reply,
  resumes,
  retry,
  started,
  undo,
  unreadable,
} from "./testing/happenings.ts";
import { FORGETFUL_BUILD, LATER_BUILD, OK, OLDER_BUILD, SILENT } from "./testing/situations.ts";
import { tell } from "./testing/story.ts";

const OPEN = [
  "PENDING_PRESCRIPTION",
  "PENDING_INVENTORY_RESERVATION",
  "PENDING_SHIPMENT",
  "COMPENSATING inventory",
] as const;

describe.each(OPEN)("an older build that meets a saga at %s", (position) => {
  const found = `${position}: found by an older build`;

  test("parks it as it stands instead of guessing, whatever the answer was", () => {
    const saga = given(found)
      .when(reply(OK))
      .thenRecords(["SagaParked", { reason: "UNREADABLE_EVENT", code: "newer_version" }]);
    expect(plan(saga)).toBeNull();
  });

  test("refuses what a person asks of it, and says why", () => {
    given(found).when(undo()).thenRejected("newer_version");
    given(found).when(retry()).thenRejected("newer_version");
  });

  test("still writes down what a partner did after all", () => {
    given(found).when(late("create-prescription", OK)).thenRecords("LateOutcomeObserved");
  });
});

describe("a build that no longer knows a saga's definition", () => {
  test("parks it on its way forward: what comes next is not known", () => {
    given("PENDING_INVENTORY_RESERVATION: found by a build without its definition")
      .when(reply(OK))
      .thenRecords(["SagaParked", { reason: "UNREADABLE_EVENT" }]);
  });

  test("undoes it from its recorded stack, the step that it does not know included", () => {
    given("COMPENSATING inventory: found by a build without its definition")
      .when(reply(OK))
      .thenRecords("InventoryReleased");
  });
});

describe("a later build", () => {
  test("leads a saga along the definition that it was started with", () => {
    given("PENDING_PRESCRIPTION: found by a later build")
      .when(reply(OK))
      .thenRecords(
        "PrescriptionCreated",
        ["OrderFulfillmentSagaStateChanged", { to: "PENDING_INVENTORY_RESERVATION" }],
        ["OrderFulfillmentSagaCompensationRecorded", { step: "inventory" }],
      );
  });

  test("leads a saga of its own along its own definition", () => {
    const { state } = tell([started, answered(OK)], undefined, LATER_BUILD);
    expect(state).toMatchObject({ position: "PENDING_SHIPMENT", definitionVersion: 2 });
  });
});

describe("a saga that nobody could read", () => {
  test("is resumed by a build that can, with a doubt about the call that was out", () => {
    const saga = given("PENDING_SHIPMENT: parked UNREADABLE_EVENT")
      .when(resumes)
      .thenRecords(["SagaResumed", { by: { type: "system" } }]);
    expect(saga).toMatchObject({ parked: null, epoch: 1 });
    expect(saga.inDoubtSince).not.toBeNull();
  });

  test("is not in doubt when nothing was due before it was parked", () => {
    const saga = given("PENDING_INVENTORY_RESERVATION: waiting", unreadable)
      .when(resumes)
      .thenRecords("SagaResumed");
    expect(saga.inDoubtSince).toBeNull();
  });

  test("is parked once, and left alone when it waits for a person already", () => {
    given("PENDING_PRESCRIPTION: parked UNREADABLE_EVENT").when(unreadable).thenIgnored();
    given("PENDING_PRESCRIPTION: parked REQUEST_REFUSED").when(unreadable).thenIgnored();
    given("COMPLETED: at rest").when(unreadable).thenIgnored();
  });

  test("keeps a doubt that it had", () => {
    const saga = given("PENDING_SHIPMENT: in doubt, waiting", unreadable, resumes)
      .when(answered(SILENT))
      .thenRecords("StepOutcomeUnknown", "StepRetryScheduled");
    expect(saga.inDoubtSince).not.toBeNull();
  });
});

test("what can be carried on depends on what was written and on the way that is left", () => {
  const { state } = tell([started]);
  if (state.position === "NOT_STARTED") throw new Error("Bug: the saga never started");
  expect(canCarryOn(state, THIS_BUILD)).toBe(true);
  expect(canCarryOn(state, LATER_BUILD)).toBe(true);
  expect(canCarryOn(state, OLDER_BUILD)).toBe(false);
  expect(canCarryOn(state, FORGETFUL_BUILD)).toBe(false);
});
