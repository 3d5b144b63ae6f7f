import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { staffActions } from "#db/schema/index";
import { type ConsoleWorld, openConsoleWorld } from "../testing/console-world.ts";
import { faultsOf, peopleOf } from "../testing/people.ts";

const NEXT = "nine brown goats keep a secret";
let world: ConsoleWorld;
let people: ReturnType<typeof peopleOf>;

beforeAll(async () => {
  world = await openConsoleWorld();
  people = peopleOf(world);
});
afterAll(() => world.close());

describe("a person's own password", () => {
  test("is changed with the one of now, and every other session ends", async () => {
    const robin = await people.person("Robin Desk");
    const here = await people.signedIn(robin);
    const there = await people.signedIn(robin);
    const change = { current: robin.password, next: NEXT };
    expect(await here.call.account.changePassword(change)).toEqual({ endedSessions: 1 });
    expect([await here.isOpen(), await there.isOpen()]).toEqual([true, false]);
    expect((await people.signIn({ ...robin, password: NEXT })).status).toBe(200);
    expect((await people.signIn(robin)).status).toBe(401);
  });

  test("is not changed by somebody who does not know it, who may not guess for long either", async () => {
    const lee = await people.person("Lee Guest");
    const { call } = await people.signedIn(lee);
    const guess = () => call.account.changePassword({ current: "not this one", next: NEXT });
    for (let each = 0; each < 5; each += 1) {
      expect(await faultsOf(guess())).toEqual([{ pointer: "/current", code: "wrong_password" }]);
    }
    const right = call.account.changePassword({ current: lee.password, next: NEXT });
    expect(await faultsOf(right)).toEqual([{ pointer: "/current", code: "too_many_tries" }]);
    expect((await people.signIn(lee)).status).toBe(200);
  });

  test("is what makes earlier mistakes forgotten", async () => {
    const ash = await people.person("Ash Clumsy");
    const { call } = await people.signedIn(ash);
    const guess = (current: string) => call.account.changePassword({ current, next: NEXT });
    for (let each = 0; each < 4; each += 1) await faultsOf(guess("not this one"));
    await guess(ash.password);
    expect(await faultsOf(guess("not this one"))).toEqual([
      { pointer: "/current", code: "wrong_password" },
    ]);
  });

  test("is changed by one of two who know it and come at the same time", async () => {
    const jo = await people.person("Jo Twice");
    const here = await people.signedIn(jo);
    const there = await people.signedIn(jo);
    const wish = { current: jo.password, next: NEXT };
    const outcomes = await Promise.allSettled([
      here.call.account.changePassword(wish),
      there.call.account.changePassword({ ...wish, next: `${NEXT}, still` }),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test.each([
    ["short", "too_short"],
    ["aaaaaaaaaaaaaaaaaaaaa", "too_simple"],
    ["WillowKestrel2026", "names_you"],
  ])("is not changed to %s", async (next, code) => {
    const willow = await people.person(`Willow Kestrel ${code.replaceAll("_", "")}`);
    const { call } = await people.signedIn(willow);
    const change = call.account.changePassword({ current: willow.password, next });
    expect(await faultsOf(change)).toEqual([{ pointer: "/next", code }]);
  });
});

describe("a person's sessions", () => {
  test("are told by their device, and ended one by one or all but this", async () => {
    const kim = await people.person("Kim Night");
    const here = await people.signedIn(kim, "Mozilla/5.0 (Windows NT 10.0) Firefox/144.0");
    const phone = await people.signedIn(kim, "Mozilla/5.0 (iPhone) Version/18 Safari/604");
    const third = await people.signedIn(kim);
    const { sessions } = await here.call.account.get();
    expect(sessions.map(({ device, isThis }) => [device, isThis])).toEqual([
      ["Firefox on Linux", false],
      ["Safari on iPhone", false],
      ["Firefox on Windows", true],
    ]);
    const [, , own] = sessions;
    const endOwn = here.call.account.endSession({ sessionId: own?.sessionId ?? "" });
    expect(await faultsOf(endOwn)).toEqual([{ pointer: "/sessionId", code: "own_session" }]);
    await here.call.account.endSession({ sessionId: sessions[1]?.sessionId ?? "" });
    expect([await phone.isOpen(), await third.isOpen()]).toEqual([false, true]);
    expect(await here.call.account.endOtherSessions()).toEqual({ ended: 1 });
    expect([await here.isOpen(), await third.isOpen()]).toEqual([true, false]);
  });

  test("cannot be ended by somebody else", async () => {
    const victim = await people.signedIn(await people.person("Vic Tim"));
    const other = await people.signedIn(await people.person("Mal Ory"));
    const [session] = (await victim.call.account.get()).sessions;
    await other.call.account.endSession({ sessionId: session?.sessionId ?? "" });
    expect(await victim.isOpen()).toBe(true);
  });
});

describe("an admin", () => {
  test("gives another role, which counts from the next call on", async () => {
    const sam = await people.person("Sam Riser");
    const session = await people.signedIn(sam);
    await world.as("luis").accounts.setRole({ accountId: sam.id, role: "admin" });
    const again = await people.signedIn(sam);
    expect((await again.call.system.me()).role).toBe("admin");
    await world.as("luis").accounts.setRole({ accountId: sam.id, role: "support" });
    expect(await session.isOpen()).toBe(true);
    expect((await (await people.signedIn(sam)).call.system.me()).role).toBe("support");
  });

  test("gives a new password, which is shown once; the old one and all sessions end", async () => {
    const pat = await people.person("Pat Forget");
    const session = await people.signedIn(pat);
    const { password } = await world.as("luis").accounts.resetPassword({ accountId: pat.id });
    expect(await session.isOpen()).toBe(false);
    expect((await people.signIn(pat)).status).toBe(401);
    expect((await people.signIn({ ...pat, password })).status).toBe(200);
  });

  test("does nothing of it to their own account", async () => {
    const { accounts } = world.as("luis");
    const own = [{ pointer: "/accountId", code: "own_account" }];
    const accountId = "luis";
    expect(await faultsOf(accounts.setRole({ accountId, role: "support" }))).toEqual(own);
    expect(await faultsOf(accounts.setDisabled({ accountId, disabled: true }))).toEqual(own);
    expect(await faultsOf(accounts.resetPassword({ accountId }))).toEqual(own);
  });

  test("is told in the list what is off and why", async () => {
    const { accounts } = await world.as("luis").accounts.list();
    const luis = accounts.find(({ id }) => id === "luis");
    expect(luis).toMatchObject({
      isYou: true,
      off: { disable: expect.stringContaining("own account") },
    });
    expect(accounts.find(({ id }) => id === "dana")?.off).toEqual({
      role: null,
      disable: null,
      reset: null,
    });
  });

  test("stays: the last one is neither disabled nor demoted, also when two would take each other away", async () => {
    const ada = await people.signedIn(await people.person("Ada First", "admin"));
    const bea = await people.signedIn(await people.person("Bea Second", "admin"));
    await ada.call.accounts.setDisabled({ accountId: "luis", disabled: true });
    const outcomes = await Promise.allSettled([
      ada.call.accounts.setDisabled({ accountId: bea.userId, disabled: true }),
      bea.call.accounts.setRole({ accountId: ada.userId, role: "support" }),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const left = await world.as("luis").accounts.admins();
    expect(left).toHaveLength(1);
    await world.as("luis").accounts.setDisabled({ accountId: "luis", disabled: false });
  });
});

test("whoever has not the role is told who can give it", async () => {
  expect(await world.as("dana").accounts.admins()).toContain("Luis Marek");
});

test("what was done stands in the record with who did it, and without any secret", async () => {
  const luis = world.as("luis");
  const made = await luis.accounts.create({
    name: "Nova Lind",
    email: "nova@desk.example",
    role: "support",
  });
  const key = await luis.apiKeys.create({ name: "Shop", clientId: "shop" });
  const next = await luis.apiKeys.rotate({ id: key.id, overlapHours: 1 });
  await luis.apiKeys.revoke({ id: key.id });
  await luis.apiKeys.revoke({ id: key.id });
  const told = async (area: "accounts" | "api_keys") =>
    (await luis.staffActions.list({ area })).map(({ actorName, text }) => `${actorName} ${text}`);
  expect(await told("accounts")).toContain(
    "Luis Marek made an account for Nova Lind, role support",
  );
  expect(await told("api_keys")).toEqual([
    "Luis Marek revoked the key “Shop”",
    "Luis Marek replaced the key “Shop”; it opened for 1 h more",
    "Luis Marek made the key “Shop”",
  ]);
  const stored = JSON.stringify(await world.db.select().from(staffActions));
  for (const secret of [made.password, key.key, next.key]) expect(stored).not.toContain(secret);
});
