import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseRoles } from "#scripts/postgres/prepare-database";
import { runAudit } from "#server/audit/run-audit";
import { copyTemplate, type TestDatabase } from "#testing/database";
import { writeHistory } from "./write-history.ts";

const SAGAS = 300;

/** Everything but the rows: what the load takes off must be there again. */
const DESCRIBE = `
  select conrelid::regclass::text || ' ' || conname as name, pg_get_constraintdef(oid) as is
  from pg_constraint where connamespace = 'public'::regnamespace
  union all
  select indexrelid::regclass::text, pg_get_indexdef(indexrelid) || ' ' || pg_get_userbyid(relowner)
  from pg_index join pg_class on pg_class.oid = indexrelid where relnamespace = 'public'::regnamespace
  union all
  select tgrelid::regclass::text || ' ' || tgname, pg_get_triggerdef(oid) || ' ' || tgenabled::text
  from pg_trigger where not tgisinternal
  order by 1, 2`;

let database: TestDatabase;
let client: pg.Client;
let schemaBefore: unknown[];

beforeAll(async () => {
  database = await copyTemplate();
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  schemaBefore = (await client.query(DESCRIBE)).rows;
  await writeHistory(
    { adminDatabaseUrl: database.adminUrl },
    { sagas: SAGAS, tell: () => undefined },
  );
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const one = async (query: string) => (await client.query<{ n: number }>(query)).rows[0]?.n;

test("what is written holds before the audit, its chain and its rows included", async () => {
  const results = await runAudit({ client, appRole: databaseRoles.app, sandbox: null });
  expect(results.filter(({ status }) => status === "broken")).toEqual([]);
  const linked = results.find(({ name }) => name.startsWith("the chain is unbroken"));
  expect(linked).toMatchObject({ count: await one("select count(*)::int n from event_store") });
});

test("ids follow time, and nothing has happened in the last day", async () => {
  expect(
    await one(`select count(*)::int n from (
      select occurred_at < lag(occurred_at) over (order by id) is_early from event_store) e
      where is_early`),
  ).toBe(0);
  expect(
    await one(
      "select count(*)::int n from event_store where occurred_at > now() - interval '1 day'",
    ),
  ).toBe(0);
});

test("nothing is left to do for a worker, and what comes next gets the next id", async () => {
  expect(
    await one(`select count(*)::int n from order_fulfillment_sagas
      where step is not null and parked_reason is null`),
  ).toBe(0);
  expect(await one("select nextval('orders_id_seq')::int n")).toBe(SAGAS + 1);
});

test("a database that holds something is left alone", async () => {
  await expect(
    writeHistory({ adminDatabaseUrl: database.adminUrl }, { sagas: 1, tell: () => undefined }),
  ).rejects.toThrow("needs an empty database");
});

test("keys, indexes and triggers are as they were", async () => {
  expect((await client.query(DESCRIBE)).rows).toEqual(schemaBefore);
});
