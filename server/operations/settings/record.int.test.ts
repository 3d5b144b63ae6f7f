import { afterAll, beforeAll, expect, test } from "vitest";
import { recordStaffAction } from "#server/auth/record-staff-action";
import { type ConsoleWorld, openConsoleWorld } from "../testing/console-world.ts";
import { peopleOf } from "../testing/people.ts";
import type { StaffActionArea } from "./list-staff-actions.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

const told = async (area: StaffActionArea) =>
  (await world.as("luis").staffActions.list({ area })).map(
    ({ actorName, text }) => `${actorName} ${text}`,
  );

test("each change of an account stands in the record once, newest first, with who made it", async () => {
  const { accounts } = world.as("luis");
  const people = peopleOf(world);
  const nova = { name: "Nova Lind", email: "nova@desk.example", role: "support" } as const;
  const { id: accountId } = await accounts.create(nova);
  // What is so already is no change.
  for (const role of ["admin", "admin", "support"] as const)
    await accounts.setRole({ accountId, role });
  for (const disabled of [true, true, false, false])
    await accounts.setDisabled({ accountId, disabled });
  const { password } = await accounts.resetPassword({ accountId });
  const [here, there] = [
    await people.signedIn({ ...nova, password }),
    await people.signedIn({ ...nova, password }),
  ];
  for (let twice = 0; twice < 2; twice += 1)
    await here.call.account.endSession({ sessionId: there.sessionId });
  await here.call.account.endOtherSessions();
  await people.signedIn({ ...nova, password });
  await here.call.account.endOtherSessions();
  await here.call.account.changePassword({ current: password, next: "nine brown goats at night" });
  expect(await told("accounts")).toEqual([
    "Nova Lind changed their own password",
    "Nova Lind ended sessions of their own",
    "Nova Lind ended sessions of their own",
    "Luis Marek gave Nova Lind a new password",
    "Luis Marek enabled the account of Nova Lind",
    "Luis Marek disabled the account of Nova Lind",
    "Luis Marek gave Nova Lind the role support",
    "Luis Marek gave Nova Lind the role admin",
    "Luis Marek made an account for Nova Lind, role support",
  ]);
});

test("each fault at a partner stands in the record, with who injected it and who took it away", async () => {
  const by = "luis";
  await recordStaffAction(world.db, {
    kind: "fault_injected",
    by,
    subject: "inventory",
    details: { fault: "lost_answer", amount: 3 },
  });
  await recordStaffAction(world.db, { kind: "faults_cleared", by, subject: "inventory" });
  // Both may have been written in the same millisecond.
  expect((await told("faults")).toSorted()).toEqual([
    "Luis Marek injected a fault at Dockside: acts, and its answer is lost",
    "Luis Marek put Dockside back to normal",
  ]);
});

test("who has left is told as such, and the last twenty are enough", async () => {
  for (let each = 0; each < 25; each += 1)
    await recordStaffAction(world.db, { kind: "password_reset", by: "gone", subject: "gone too" });
  expect(await told("accounts")).toEqual(
    Array.from({ length: 20 }, () => "A former colleague gave a former colleague a new password"),
  );
});

test("a change of what is not there is refused", async () => {
  const { accounts } = world.as("luis");
  const accountId = "nobody";
  const notFound = { cause: { code: "not_found" } };
  await expect(accounts.setRole({ accountId, role: "admin" })).rejects.toMatchObject(notFound);
  await expect(accounts.setDisabled({ accountId, disabled: true })).rejects.toMatchObject(notFound);
  await expect(accounts.resetPassword({ accountId })).rejects.toMatchObject(notFound);
});
