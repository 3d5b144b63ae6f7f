import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/client";
import { accounts, sessions, signInAttempts, users } from "#db/schema/index";
import { handleAuth } from "#server/api/auth-handler";
import { createLog } from "#server/log";
import { copyTemplate, type TestDatabase } from "#testing/database";
import { type Auth, createAuth } from "./auth.ts";
import { createAccount } from "./create-account.ts";
import { findSessionWith } from "./find-session.ts";
import { seedAccounts } from "./seed-accounts.ts";
import { setAccountDisabled } from "./set-account-disabled.ts";

const ORIGIN = "http://localhost:3000";
const log = createLog({ process: "web", level: "silent" });
let copy: TestDatabase;
let database: Database;
let auth: Auth;
let seeded: Awaited<ReturnType<typeof seedAccounts>>;

beforeAll(async () => {
  copy = await copyTemplate();
  database = openDatabase({
    url: copy.url,
    maxConnections: 10,
    applicationName: "test",
    onIdleError: () => undefined,
  });
  const env = { PUBLIC_URL: ORIGIN, AUTH_SECRET: "a".repeat(32) };
  auth = createAuth({ database, env, log });
  const first = await Promise.all([seedAccounts({ database }), seedAccounts({ database })]);
  seeded = first.flat();
});

afterAll(async () => {
  await database.close();
  await copy.drop();
});

function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  return handleAuth(
    new Request(`${ORIGIN}/api/auth/${path}`, {
      method,
      headers: { origin: ORIGIN, "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
    { auth, log },
  );
}

const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
  send("POST", "sign-in/email", { email, password }, headers);

/** The cookie as a browser would send it back. */
function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

async function sessionOf(response: Response) {
  return findSessionWith(auth, new Headers({ cookie: cookieOf(response) }));
}

const support = () => seeded.find(({ role }) => role === "support") ?? { email: "", password: "" };
const newAccount = (email: string) =>
  createAccount(database.db, { name: "Robin Desk", email, role: "support", createdBy: null });

describe("the first start", () => {
  test("makes one account per role, once, also when two start at the same time", async () => {
    expect(seeded.map(({ role }) => role).toSorted()).toEqual(["admin", "support"]);
    expect(seeded.every(({ password }) => password.length >= 20)).toBe(true);
    expect(await seedAccounts({ database })).toEqual([]);
  });

  test("keeps of a password nothing but its argon2id hash", async () => {
    const rows = await database.db.select().from(accounts);
    expect(
      rows.every(({ password }) => password?.startsWith("$argon2id$v=19$m=47104,t=1,p=1$")),
    ).toBe(true);
  });
});

describe("signing in", () => {
  test("gives a session that names the person and the role", async () => {
    const response = await signIn(support().email.toUpperCase(), support().password);
    expect(response.status).toBe(200);
    expect(await sessionOf(response)).toMatchObject({
      name: "Sam Support",
      email: support().email,
      role: "support",
    });
  });

  test("sets a cookie that scripts cannot read and other sites cannot send", async () => {
    const response = await signIn(support().email, support().password);
    const [line = ""] = response.headers.getSetCookie();
    expect(line).toMatch(/^backstitch-3000\.session_token=/);
    expect(line).toMatch(/HttpOnly/i);
    expect(line).toMatch(/SameSite=Lax/i);
    expect(line).not.toMatch(/Secure/i);
  });

  test("over https sets a Secure cookie", async () => {
    const secure = createAuth({
      database,
      env: { PUBLIC_URL: "https://ops.example", AUTH_SECRET: "a".repeat(32) },
      log,
    });
    const response = await handleAuth(
      new Request("https://ops.example/api/auth/sign-in/email", {
        method: "POST",
        headers: { origin: "https://ops.example", "content-type": "application/json" },
        body: JSON.stringify({ email: support().email, password: support().password }),
      }),
      { auth: secure, log },
    );
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^__Secure-backstitch\.session_token=.*Secure/i,
    );
  });

  test("gives the same answer for a wrong password and for nobody", async () => {
    const wrong = await signIn("admin@backstitch.example", "not the password at all");
    const nobody = await signIn("nobody@backstitch.example", "not the password at all");
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect(await wrong.json()).toEqual(await nobody.json());
  });

  test("from a foreign page is refused", async () => {
    const response = await signIn(support().email, support().password, {
      origin: "https://evil.example",
    });
    expect(response.status).toBe(403);
  });

  test("by a form of any page is refused", async () => {
    const response = await signIn(support().email, support().password, {
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(response.status).toBe(415);
  });
});

describe("guessing at one account", () => {
  const waitOf = (response: Response) => Number(response.headers.get("retry-after"));
  const guess = (email: string, index: number) =>
    signIn(email, `guess number ${index} of many`, { "x-forwarded-for": `10.0.0.${index}` });

  test("gets no further than five tries, from however many addresses and all at once", async () => {
    const { email, password } = await newAccount("target@backstitch.example");
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => guess(email, index)),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
    const refused = await signIn(email, password);
    expect(refused.status).toBe(429);
    expect(waitOf(refused)).toBeGreaterThan(25);
    expect(waitOf(refused)).toBeLessThanOrEqual(30);

    await database.db.update(signInAttempts).set({ lastAttemptAt: new Date(Date.now() - 31_000) });
    expect((await signIn(email, password)).status).toBe(200);
    expect(
      await database.db.select().from(signInAttempts).where(eq(signInAttempts.failedCount, 6)),
    ).toEqual([]);
  });

  test("waits longer after each failure beyond the free ones", async () => {
    const { email } = await newAccount("slow@backstitch.example");
    for (let index = 0; index < 5; index += 1) await guess(email, index);
    const later = (seconds: number) =>
      database.db
        .update(signInAttempts)
        .set({ lastAttemptAt: new Date(Date.now() - seconds * 1000) });
    await later(31);
    expect((await guess(email, 6)).status).toBe(401);
    await later(31);
    const refused = await guess(email, 7);
    expect(refused.status).toBe(429);
    // A minute after the sixth failure, of which half is over.
    expect(waitOf(refused)).toBeGreaterThan(25);
    expect(waitOf(refused)).toBeLessThanOrEqual(29);
    await later(61);
    expect((await guess(email, 8)).status).toBe(401);
  });
});

test("while the database is away is answered and logged under one request id", async () => {
  const lines: string[] = [];
  const away = openDatabase({
    url: "postgres://nobody@127.0.0.1:1/nothing",
    maxConnections: 1,
    applicationName: "test",
    onIdleError: () => undefined,
  });
  const noisy = createLog({
    process: "web",
    level: "warn",
    destination: { write: (line) => void lines.push(line) },
  });
  const services = { env: { PUBLIC_URL: ORIGIN, AUTH_SECRET: "a".repeat(32) }, log: noisy };
  const response = await handleAuth(
    new Request(`${ORIGIN}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { origin: ORIGIN, "content-type": "application/json" },
      body: JSON.stringify({ email: "sam@backstitch.example", password: "whatever it is" }),
    }),
    { auth: createAuth({ database: away, ...services }), log: noisy },
  );
  await away.close();
  expect(response.status).toBe(503);
  const requestId = response.headers.get("x-request-id");
  expect(requestId).not.toBeNull();
  const logged = lines.filter((line) => line.includes(`"requestId":"${requestId}"`));
  expect(logged).toHaveLength(1);
  expect(lines.join()).not.toContain("sam@");
});

describe("a session", () => {
  test("ends when the person signs out, for whoever kept the cookie", async () => {
    const response = await signIn(support().email, support().password);
    const cookie = cookieOf(response);
    await send("POST", "sign-out", {}, { cookie });
    expect(await sessionOf(response)).toBeNull();
  });

  test("ends after a working day, whatever the row says", async () => {
    const response = await signIn(support().email, support().password);
    const found = await sessionOf(response);
    await database.db
      .update(sessions)
      .set({ createdAt: new Date(Date.now() - 8 * 3_600_000 - 1000) })
      .where(eq(sessions.id, found?.sessionId ?? ""));
    expect(found).not.toBeNull();
    expect(await sessionOf(response)).toBeNull();
  });

  test("ends with the account, which then cannot sign in, and may again later", async () => {
    const { id, email, password } = await newAccount("leaver@backstitch.example");
    const response = await signIn(email, password);
    expect(await sessionOf(response)).not.toBeNull();

    await setAccountDisabled(database.db, { accountId: id, disabled: true, by: "admin" });
    expect(await sessionOf(response)).toBeNull();
    expect((await signIn(email, password)).status).toBe(401);

    await setAccountDisabled(database.db, { accountId: id, disabled: false, by: "admin" });
    expect((await signIn(email, password)).status).toBe(200);
  });

  test("follows a change of role at its next call", async () => {
    const { id, email, password } = await newAccount("riser@backstitch.example");
    const response = await signIn(email, password);
    await database.db.update(users).set({ role: "admin" }).where(eq(users.id, id));
    expect(await sessionOf(response)).toMatchObject({ role: "admin" });
  });

  test("cannot be made from the token in the table", async () => {
    await signIn(support().email, support().password);
    const [row] = await database.db.select({ token: sessions.token }).from(sessions).limit(1);
    const cookie = `backstitch-3000.session_token=${row?.token}`;
    expect(await findSessionWith(auth, new Headers({ cookie }))).toBeNull();
  });
});

describe("what the library offers beyond that", () => {
  test.each([
    ["POST", "sign-up/email"],
    ["POST", "update-user"],
    ["POST", "delete-user"],
    ["POST", "change-password"],
    ["POST", "request-password-reset"],
    ["GET", "list-sessions"],
    ["POST", "get-session"],
    ["GET", "sign-in/email"],
    ["GET", "ok"],
  ])("%s %s is not there", async (method, path) => {
    const response = await send(method, path, method === "POST" ? {} : undefined);
    expect(response.status).toBe(404);
  });
});

test("an address has one account, however it is written", async () => {
  await newAccount("Once@backstitch.example");
  await expect(newAccount(" once@BACKSTITCH.example")).rejects.toMatchObject({
    code: "invalid_request",
    errors: [{ pointer: "/email", code: "email_taken" }],
  });
});

test("nobody shuts themselves out", async () => {
  await expect(
    setAccountDisabled(database.db, { accountId: "me", disabled: true, by: "me" }),
  ).rejects.toMatchObject({ errors: [{ pointer: "/accountId", code: "own_account" }] });
});
