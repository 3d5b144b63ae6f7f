import { randomBytes } from "node:crypto";
import { roleUrls, withClient, withDatabase } from "#scripts/postgres/prepare-database";
import { testPasswords } from "./test-passwords.ts";

export type TestDatabase = {
  /** The product's own role. */
  url: string;
  /** The owner of the tables. */
  adminUrl: string;
  sandboxUrl: string;
  /** Ends every session on it first. */
  drop(): Promise<void>;
};

/** A migrated database of the test's own. */
export function copyTemplate(): Promise<TestDatabase> {
  return createDatabase(
    `template "${requireSetting("TEST_TEMPLATE_DATABASE")}" owner backstitch_owner`,
  );
}

/** A database without tables, for tests of what makes them. Its roles' logins are those of a copy. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase("owner backstitch_owner");
}

/** The server that the tests share, as its superuser. */
export function testServerUrl(): string {
  return requireSetting("TEST_DATABASE_URL");
}

async function createDatabase(clause: string): Promise<TestDatabase> {
  const serverUrl = testServerUrl();
  const database = `backstitch_test_${process.pid}_${randomBytes(5).toString("hex")}`;
  await withClient(serverUrl, (client) => client.query(`create database "${database}" ${clause}`));
  const urls = roleUrls(withDatabase(serverUrl, database), { database, passwords: testPasswords });
  return {
    url: urls.databaseUrl,
    adminUrl: urls.adminDatabaseUrl,
    sandboxUrl: urls.sandboxDatabaseUrl,
    async drop() {
      await withClient(serverUrl, (client) =>
        client.query(`drop database if exists "${database}" with (force)`),
      );
    },
  };
}

function requireSetting(name: "TEST_DATABASE_URL" | "TEST_TEMPLATE_DATABASE"): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(
      `${name} is not set: run this test with vitest, as *.int.test.ts or *.crash.test.ts.`,
    );
  }
  return value;
}
