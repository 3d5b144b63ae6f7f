import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StaffSession } from "#server/auth/find-session";
import { createApiKeyVerifier } from "#server/auth/verify-api-key";
import { loadEnv } from "#server/env";
import { createLog } from "#server/log";
import { codeOf } from "#server/operations/testing/code-of";
import { openRuntime, type Runtime } from "#server/runtime";
import { copyTemplate, type TestDatabase } from "#testing/database";
import { accountRouter } from "./routers/account.ts";
import { accountsRouter } from "./routers/accounts.ts";
import { apiKeysRouter } from "./routers/api-keys.ts";
import { faultsRouter } from "./routers/faults.ts";
import { partnersRouter } from "./routers/partners.ts";
import { queuesRouter } from "./routers/queues.ts";
import { staffActionsRouter } from "./routers/staff-actions.ts";
import { consoleCallerFactory, consoleRouter } from "./trpc.ts";

const router = consoleRouter({
  account: accountRouter,
  accounts: accountsRouter,
  apiKeys: apiKeysRouter,
  faults: faultsRouter,
  partners: partnersRouter,
  queues: queuesRouter,
  staffActions: staffActionsRouter,
});
const createCaller = consoleCallerFactory(router);
const ORIGIN = "http://localhost:3000";
const log = createLog({ process: "web", level: "silent" });

let copy: TestDatabase;
let runtime: Runtime;

beforeAll(async () => {
  copy = await copyTemplate();
  const env = loadEnv(
    {
      DATABASE_URL: copy.url,
      AUTH_SECRET: "a".repeat(32),
      API_KEY_PEPPER: "b".repeat(32),
      FINGERPRINT_SECRET: "c".repeat(32),
      CONTACT_INDEX_KEY: "d".repeat(32),
    },
    "web",
  );
  runtime = openRuntime(env, log);
});

afterAll(async () => {
  await runtime.committer.close();
  await runtime.database.close();
  await copy.drop();
});

function callerFor(
  role: StaffSession["role"] | null,
  headers: Record<string, string> = { origin: ORIGIN },
) {
  const session = role && {
    sessionId: "session-1",
    userId: "user-1",
    name: "Robin Desk",
    email: "robin@backstitch.example",
    role,
  };
  return createCaller({
    requestId: "request-1",
    log,
    runtime,
    headers: new Headers(Object.entries(headers)),
    session,
  });
}

type Caller = ReturnType<typeof callerFor>;
const CALLS: [string, (caller: Caller) => Promise<unknown>][] = [
  ["accounts.list", (caller) => caller.accounts.list()],
  [
    "accounts.create",
    (caller) => caller.accounts.create({ name: "A", email: "a@b.example", role: "support" }),
  ],
  [
    "accounts.setDisabled",
    (caller) => caller.accounts.setDisabled({ accountId: "x", disabled: true }),
  ],
  ["accounts.setRole", (caller) => caller.accounts.setRole({ accountId: "x", role: "admin" })],
  ["accounts.resetPassword", (caller) => caller.accounts.resetPassword({ accountId: "x" })],
  ["apiKeys.list", (caller) => caller.apiKeys.list()],
  ["apiKeys.create", (caller) => caller.apiKeys.create({ name: "Shop", clientId: "shop" })],
  ["apiKeys.rotate", (caller) => caller.apiKeys.rotate({ id: "x" })],
  ["apiKeys.revoke", (caller) => caller.apiKeys.revoke({ id: "x" })],
  ["staffActions.list", (caller) => caller.staffActions.list({ area: "accounts" })],
  ["faults.list", (caller) => caller.faults.list()],
  [
    "faults.inject",
    (caller) => caller.faults.inject({ partner: "carrier", kind: "outage", amount: 1 }),
  ],
  ["faults.clear", (caller) => caller.faults.clear({ partner: "carrier" })],
];

/** For whoever is signed in. */
const STAFF_CALLS: typeof CALLS = [
  ["account.get", (caller) => caller.account.get()],
  [
    "account.changePassword",
    (caller) => caller.account.changePassword({ current: "x", next: "y" }),
  ],
  ["account.endSession", (caller) => caller.account.endSession({ sessionId: "x" })],
  ["account.endOtherSessions", (caller) => caller.account.endOtherSessions()],
  ["accounts.admins", (caller) => caller.accounts.admins()],
  ["queues.list", (caller) => caller.queues.list()],
  ["partners.figures", (caller) => caller.partners.figures()],
];

describe.each(CALLS)("%s", (_, call) => {
  test("is for nobody who is signed out", async () => {
    expect(await codeOf(call(callerFor(null)))).toBe("UNAUTHORIZED");
  });

  test("is not for support", async () => {
    expect(await codeOf(call(callerFor("support")))).toBe("FORBIDDEN");
  });
});

describe.each(STAFF_CALLS)("%s", (_, call) => {
  test("is for nobody who is signed out", async () => {
    expect(await codeOf(call(callerFor(null)))).toBe("UNAUTHORIZED");
  });
});

describe("a foreign page", () => {
  test.each([
    [{ "sec-fetch-site": "cross-site", origin: ORIGIN }],
    [{ origin: "https://evil.example" }],
    [{}],
  ])("with %j changes nothing, even with an admin's cookie", async (headers) => {
    const caller = callerFor("admin", headers);
    expect(await codeOf(caller.apiKeys.create({ name: "Shop", clientId: "shop" }))).toBe(
      "FORBIDDEN",
    );
  });
});

describe("an admin", () => {
  test("makes a key that opens, sees it without its secret, and shuts it", async () => {
    const caller = callerFor("admin");
    const made = await caller.apiKeys.create({ name: "Shop", clientId: "shop" });
    const verify = () =>
      createApiKeyVerifier({
        db: runtime.database.db,
        pepper: runtime.env.API_KEY_PEPPER,
        log,
      }).verify(`Bearer ${made.key}`);
    expect(await verify()).toMatchObject({ clientId: "shop", keyId: made.id });

    const [listed] = (await caller.apiKeys.list()).keys;
    expect(listed).toMatchObject({
      id: made.id,
      name: "Shop",
      createdBy: "user-1",
      revokedAt: null,
    });
    expect(JSON.stringify(listed)).not.toContain(made.key.slice(-20));

    await caller.apiKeys.revoke({ id: made.id });
    expect(await verify()).toBeNull();
  });

  test("makes an account, sees it, and shuts it out", async () => {
    const caller = callerFor("admin");
    const made = await caller.accounts.create({
      name: "Kim Night",
      email: "Kim@backstitch.example",
      role: "support",
    });
    await caller.accounts.setDisabled({ accountId: made.id, disabled: true });
    expect((await caller.accounts.list()).accounts).toMatchObject([
      {
        id: made.id,
        email: "kim@backstitch.example",
        role: "support",
        disabledAt: expect.any(String),
      },
    ]);
  });

  test("is told what is wrong with an account, field by field", async () => {
    const caller = callerFor("admin");
    await expect(
      caller.accounts.create({ name: " ", email: "kim", role: "support" }),
    ).rejects.toMatchObject({
      cause: {
        errors: [
          { pointer: "/name", code: "too_short" },
          { pointer: "/email", code: "invalid_format" },
        ],
      },
    });
  });
});
