import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiKeys, sessions } from "#db/schema/index";
import { SESSION_SECONDS } from "#server/auth/auth";
import { type ConsoleWorld, openConsoleWorld } from "../testing/console-world.ts";
import { peopleOf } from "../testing/people.ts";
import { viewApiKeys } from "./view-api-keys.ts";

const DAY_MS = 86_400_000;
let world: ConsoleWorld;
let people: ReturnType<typeof peopleOf>;
beforeAll(async () => {
  world = await openConsoleWorld();
  people = peopleOf(world);
});
afterAll(() => world.close());

const inAnHour = () => new Date(Date.now() + 3_600_000);
const endSessionAt = (id: string, expiresAt: Date) =>
  world.db.update(sessions).set({ expiresAt }).where(eq(sessions.id, id));

describe("the list of accounts", () => {
  const find = async (accountId: string) => {
    const { accounts } = await world.as("luis").accounts.list();
    return accounts.find(({ id }) => id === accountId);
  };

  test("tells who made and who disabled each, and offers no new password to who is shut out", async () => {
    const { accounts } = world.as("luis");
    const wish = { name: "Ola Made", email: "ola@desk.example", role: "support" } as const;
    const { id: accountId } = await accounts.create(wish);
    expect(await find("dana")).toMatchObject({ createdBy: "at the first start" });
    expect(await find(accountId)).toMatchObject({
      createdBy: "by Luis Marek",
      disabledAt: null,
      disabledBy: null,
      off: { role: null, disable: null, reset: null },
    });
    await accounts.setDisabled({ accountId, disabled: true });
    expect(await find(accountId)).toMatchObject({
      disabledAt: expect.any(String),
      disabledBy: "Luis Marek",
      off: { role: null, disable: null, reset: "The account is disabled. Enable it first." },
    });
  });

  test("counts the places where each is signed in now", async () => {
    const una = await people.person("Una Many");
    const { sessionId } = await people.signedIn(una);
    await people.signedIn(una);
    expect(await find(una.id)).toMatchObject({ openSessions: 2 });
    await endSessionAt(sessionId, new Date(Date.now() - 1));
    expect(await find(una.id)).toMatchObject({ openSessions: 1 });
    expect(await find("dana")).toMatchObject({ openSessions: 0 });
  });

  test("names three admins at most to whoever needs one", async () => {
    for (const name of ["Ava One", "Bo Two", "Cy Three"]) await people.person(name, "admin");
    expect(await world.as("dana").accounts.admins()).toEqual(["Ava One", "Bo Two", "Cy Three"]);
  });
});

describe("one's own account", () => {
  test("tells since when the password is what it is, and when each session ends", async () => {
    const ivo = await people.person("Ivo Late");
    const { call, sessionId } = await people.signedIn(ivo);
    await endSessionAt((await people.signedIn(ivo)).sessionId, new Date(Date.now() - 1));
    // A row may say more than a day's work allows.
    await endSessionAt(sessionId, new Date(Date.now() + 2 * DAY_MS));
    const { passwordChangedAt, sessions: open } = await call.account.get();
    expect(Math.abs(Date.now() - Date.parse(passwordChangedAt ?? ""))).toBeLessThan(60_000);
    expect(open.map((each) => each.sessionId)).toEqual([sessionId]);
    const [{ startedAt, endsAt } = { startedAt: "", endsAt: "" }] = open;
    expect(Date.parse(endsAt) - Date.parse(startedAt)).toBe(SESSION_SECONDS * 1_000);
  });

  test("tells the earlier end of a session that was cut short", async () => {
    const { call, sessionId } = await people.signedIn(await people.person("Eve Short"));
    const end = inAnHour();
    await endSessionAt(sessionId, end);
    expect((await call.account.get()).sessions).toMatchObject([{ endsAt: end.toISOString() }]);
  });
});

describe("the list of keys", () => {
  const issue = (lifetimeDays: 30 | 365 = 365) =>
    world.as("luis").apiKeys.create({ name: "Shop", clientId: "shop", lifetimeDays });
  const find = async (keyId: string, now = Date.now()) =>
    (await viewApiKeys(world.db, now)).keys.find(({ id }) => id === keyId);

  test("tells a key that ends within a fortnight, and one that has ended", async () => {
    const { id, expiresAt } = await issue(30);
    const leftMs = (ms: number) => find(id, Date.parse(expiresAt) - ms);
    const offered = { rotate: null, revoke: null };
    expect(await leftMs(15 * DAY_MS)).toMatchObject({ state: "open", off: offered });
    expect(await leftMs(14 * DAY_MS)).toMatchObject({ state: "ends_soon", off: offered });
    expect(await leftMs(1)).toMatchObject({ state: "ends_soon", off: offered });
    expect(await leftMs(0)).toMatchObject({
      state: "expired",
      off: {
        rotate: "It has expired. Make a new key instead.",
        revoke: "It has expired. It opens nothing.",
      },
    });
  });

  test("tells who revoked a key, and offers nothing more of it", async () => {
    const { id } = await issue();
    await world.as("luis").apiKeys.revoke({ id });
    expect(await find(id)).toMatchObject({
      state: "revoked",
      createdBy: "Luis Marek",
      revokedAt: expect.any(String),
      revokedBy: "Luis Marek",
      off: {
        rotate: "It was revoked. Make a new key instead.",
        revoke: "It was revoked. It opens nothing.",
      },
    });
  });

  test("offers of a key with a successor to revoke it, and no other successor", async () => {
    const { id } = await issue();
    await world.as("luis").apiKeys.rotate({ id });
    expect(await find(id)).toMatchObject({
      state: "replaced",
      off: { rotate: "It has a successor already.", revoke: null },
    });
  });
});

describe("a key's successor", () => {
  test("is of the same storefront and the same environment", async () => {
    const { apiKeys: keys } = world.as("luis");
    const old = await keys.create({ name: "Trial", clientId: "trial-shop", environment: "test" });
    const next = await keys.rotate({ id: old.id });
    expect(next).toMatchObject({
      clientId: "trial-shop",
      key: expect.stringMatching(/^rxk_test_/),
    });
  });

  test("lets the old key open no longer than it would have", async () => {
    const { apiKeys: keys } = world.as("luis");
    const { id } = await keys.create({ name: "Short", clientId: "shop" });
    const expiresAt = inAnHour();
    await world.db.update(apiKeys).set({ expiresAt }).where(eq(apiKeys.id, id));
    const { oldEndsAt } = await keys.rotate({ id, overlapHours: 168 });
    expect(oldEndsAt).toBe(expiresAt.toISOString());
  });

  test("is not made for a key that has ended", async () => {
    const { apiKeys: keys } = world.as("luis");
    const { id } = await keys.create({ name: "Past", clientId: "shop" });
    const expiresAt = new Date(Date.now() - 1);
    await world.db.update(apiKeys).set({ expiresAt }).where(eq(apiKeys.id, id));
    await expect(keys.rotate({ id })).rejects.toMatchObject({
      cause: { errors: [{ pointer: "/id", code: "key_ended" }] },
    });
  });
});
