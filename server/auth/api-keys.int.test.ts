import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/client";
import { apiKeys } from "#db/schema/index";
import { createLog } from "#server/log";
import { copyTemplate, type TestDatabase } from "#testing/database";
import { formatApiKey, newApiKey, parseApiKey } from "./api-key-format.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "./api-keys.ts";
import { createApiKeyVerifier } from "./verify-api-key.ts";

const PEPPER = "p".repeat(32);
let copy: TestDatabase;
let database: Database;

beforeAll(async () => {
  copy = await copyTemplate();
  database = openDatabase({
    url: copy.url,
    maxConnections: 4,
    applicationName: "test",
    onIdleError: () => undefined,
  });
});

afterAll(async () => {
  await database.close();
  await copy.drop();
});

const make = (wish: { clientId?: string; scopes?: ["orders:read"] } = {}) =>
  createApiKey(
    { db: database.db, pepper: PEPPER },
    { name: "Shop", clientId: "shop", createdBy: "test", ...wish },
  );

/** A verifier that has read nothing yet, with a clock that the test moves. */
function verifierAt(clock: { now: number }, pepper = PEPPER) {
  const log = createLog({ process: "web", level: "silent" });
  const verifier = createApiKeyVerifier({ db: database.db, pepper, log, now: () => clock.now });
  return (key: string) => verifier.verify(`Bearer ${key}`);
}

describe("an API key", () => {
  test("opens for its client with its scopes", async () => {
    const made = await make({ clientId: "other-shop", scopes: ["orders:read"] });
    expect(await verifierAt({ now: Date.now() })(made.key)).toEqual({
      clientId: "other-shop",
      keyId: made.id,
      scopes: ["orders:read"],
    });
  });

  test("cannot be read out of the table", async () => {
    const made = await make();
    const secret = parseApiKey(made.key)?.secret ?? "none";
    const rows = JSON.stringify(await database.db.select().from(apiKeys));
    expect(rows).toContain(made.id);
    expect(rows).not.toContain(secret);
    expect(JSON.stringify(await listApiKeys(database.db))).not.toMatch(/secret/i);
  });

  test("with another secret, another pepper or another environment does not open", async () => {
    const made = await make();
    const parsed = parseApiKey(made.key);
    if (parsed === null) throw new Error("The key was not read");
    const clock = { now: Date.now() };
    const stranger = newApiKey("live").secret;
    expect(await verifierAt(clock)(formatApiKey({ ...parsed, secret: stranger }))).toBeNull();
    expect(await verifierAt(clock)(formatApiKey({ ...parsed, environment: "test" }))).toBeNull();
    expect(await verifierAt(clock, "q".repeat(32))(made.key)).toBeNull();
    expect(await verifierAt(clock)(formatApiKey(newApiKey("live")))).toBeNull();
  });

  test("does not open once it has expired", async () => {
    const made = await make();
    const clock = { now: made.expiresAt.getTime() - 1 };
    const verify = verifierAt(clock);
    expect(await verify(made.key)).not.toBeNull();
    clock.now += 1;
    expect(await verify(made.key)).toBeNull();
  });

  test("is shut everywhere within five seconds of its revocation, for good", async () => {
    const made = await make();
    const clock = { now: Date.now() };
    const verify = verifierAt(clock);
    expect(await verify(made.key)).not.toBeNull();

    await revokeApiKey(database.db, made.id, "somebody");
    await revokeApiKey(database.db, made.id, "somebody else");
    clock.now += 5_000;
    expect(await verify(made.key)).toBeNull();
    const { rows } = await listApiKeys(database.db);
    expect(rows.find(({ id }) => id === made.id)?.revokedBy).toBe("somebody");
  });

  test("asks the database once for many calls at the same time", async () => {
    const made = await make();
    const verify = verifierAt({ now: Date.now() });
    const answers = await Promise.all(Array.from({ length: 50 }, () => verify(made.key)));
    expect(answers.every((answer) => answer?.keyId === made.id)).toBe(true);
  });

  test("tells when it was last used, after a right secret only", async () => {
    const made = await make();
    const lastUsed = async () => {
      const [row] = await database.db.select().from(apiKeys).where(eq(apiKeys.id, made.id));
      return row?.lastUsedAt ?? null;
    };
    const parsed = parseApiKey(made.key);
    if (parsed === null) throw new Error("The key was not read");
    const verify = verifierAt({ now: Date.now() });
    await verify(formatApiKey({ ...parsed, secret: newApiKey("live").secret }));
    expect(await lastUsed()).toBeNull();
    await verify(made.key);
    await expect.poll(lastUsed).not.toBeNull();
  });
});

test("a key that does not exist cannot be revoked", async () => {
  await expect(revokeApiKey(database.db, "nothing", "test")).rejects.toMatchObject({
    code: "not_found",
  });
});
