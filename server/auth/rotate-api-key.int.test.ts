import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/client";
import { createLog } from "#server/log";
import { viewApiKeys } from "#server/operations/settings/view-api-keys";
import { copyTemplate, type TestDatabase } from "#testing/database";
import { issueApiKey, rotateApiKey, withdrawApiKey } from "./issue-api-key.ts";
import { createApiKeyVerifier } from "./verify-api-key.ts";

const HOUR_MS = 3_600_000;
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

const services = () => ({ db: database.db, pepper: "p".repeat(32) });
const issue = (scopes: ["orders:read"] | undefined = undefined) =>
  issueApiKey(services(), {
    name: "Shop",
    clientId: "shop",
    by: "luis",
    ...(scopes && { scopes }),
  });
const rotate = (id: string, overlapHours: 1 | 24 = 1) =>
  rotateApiKey(services(), { id, overlapHours, by: "luis" });
const verifyAt = (now: number) => {
  const log = createLog({ process: "web", level: "silent" });
  const verifier = createApiKeyVerifier({ ...services(), log, now: () => now });
  return async (key: string) => (await verifier.verify(`Bearer ${key}`)) !== null;
};

test("a key and its successor both open during the overlap, then the successor alone", async () => {
  const old = await issue(["orders:read"]);
  const next = await rotate(old.id);
  const during = verifyAt(Date.now() + HOUR_MS / 2);
  expect([await during(old.key), await during(next.key)]).toEqual([true, true]);
  const after = verifyAt(Date.now() + 2 * HOUR_MS);
  expect([await after(old.key), await after(next.key)]).toEqual([false, true]);

  const { keys } = await viewApiKeys(database.db);
  expect(keys.find(({ id }) => id === old.id)?.state).toBe("replaced");
  expect(keys.find(({ id }) => id === next.id)).toMatchObject({ state: "open", rights: ["Read"] });
});

test("a key has one successor, also when two admins ask at the same time", async () => {
  const { id } = await issue();
  const outcomes = await Promise.allSettled([rotate(id), rotate(id)]);
  const refused = { reason: { errors: [{ code: "key_rotated" }] } };
  expect(outcomes.filter(({ status }) => status === "rejected")).toMatchObject([refused]);
  await expect(rotate(id)).rejects.toMatchObject({ errors: [{ code: "key_rotated" }] });
});

test("what opens nothing any more is not replaced", async () => {
  const { id } = await issue();
  await withdrawApiKey(database.db, { id, by: "luis" });
  await expect(rotate(id)).rejects.toMatchObject({ errors: [{ code: "key_ended" }] });
  await expect(rotate("nothing")).rejects.toMatchObject({ code: "not_found" });
});
