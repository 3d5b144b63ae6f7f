import { describe, expect, onTestFinished, test } from "vitest";
import {
  copyTemplate,
  createEmptyDatabase,
  type TestDatabase,
  testServerUrl,
} from "#testing/database";
import { testPasswords } from "#testing/test-passwords";
import { prepareDatabase, withClient } from "./prepare-database.ts";
import { prepareExternalDatabase } from "./prepare-external-database.ts";

async function givenDatabase(make: () => Promise<TestDatabase>): Promise<TestDatabase> {
  const database = await make();
  onTestFinished(() => database.drop());
  return database;
}

async function readPrivileges(url: string, table: string): Promise<string[]> {
  const privileges = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"];
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ privilege: string }>(
      "select privilege from unnest($2::text[]) privilege where has_table_privilege(current_user, $1, privilege)",
      [table, privileges],
    );
    return rows.map((row) => row.privilege);
  });
}

describe("a prepared database", () => {
  test("lets the product's role add events and actions and change none", async () => {
    const { url } = await givenDatabase(copyTemplate);
    expect(await readPrivileges(url, "event_store")).toEqual(["SELECT", "INSERT"]);
    expect(await readPrivileges(url, "event_chain")).toEqual(["SELECT", "INSERT"]);
    expect(await readPrivileges(url, "operator_actions")).toEqual(["SELECT", "INSERT"]);
    expect(await readPrivileges(url, "orders")).toEqual(["SELECT", "INSERT", "UPDATE", "DELETE"]);
    expect(await readPrivileges(url, "pgboss.job")).toContain("DELETE");
  });

  test("keeps the sandbox away from the product's rows and lets it make tables of its own", async () => {
    const { sandboxUrl } = await givenDatabase(copyTemplate);
    expect(await readPrivileges(sandboxUrl, "public.orders")).toEqual([]);
    await withClient(sandboxUrl, async (client) => {
      await client.query("create table ledger (n int)");
      await expect(client.query("create table public.intruder (n int)")).rejects.toThrow(
        /permission/,
      );
      await expect(client.query("select * from pgboss.job")).rejects.toThrow(/permission/);
    });
  });

  test("can be prepared again without a change", async () => {
    const { url } = await givenDatabase(copyTemplate);
    const database = new URL(url).pathname.slice(1);
    const prepare = () => prepareDatabase(testServerUrl(), { passwords: testPasswords, database });
    await prepare();
    expect(await readPrivileges(url, "event_store")).toEqual(["SELECT", "INSERT"]);
  });

  test("of somebody else's server works with one user, and says what that costs", async () => {
    const { adminUrl } = await givenDatabase(createEmptyDatabase);
    const warnings: string[] = [];
    const urls = await prepareExternalDatabase({
      databaseUrl: adminUrl,
      warn: (message) => warnings.push(message),
    });
    expect(warnings).toEqual([expect.stringContaining("triggers alone")]);
    expect(await readPrivileges(urls.databaseUrl, "event_store")).toContain("INSERT");
    await withClient(urls.sandboxDatabaseUrl, (client) =>
      client.query("create table ledger (n int)"),
    );
  });

  test("of somebody else's server keeps the event store append-only when an owner is given", async () => {
    const { url, adminUrl } = await givenDatabase(createEmptyDatabase);
    const warnings: string[] = [];
    await prepareExternalDatabase({
      databaseUrl: url,
      adminDatabaseUrl: adminUrl,
      warn: (message) => warnings.push(message),
    });
    expect(warnings).toEqual([]);
    expect(await readPrivileges(url, "event_store")).toEqual(["SELECT", "INSERT"]);
  });
});
