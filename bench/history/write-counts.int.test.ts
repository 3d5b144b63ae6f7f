import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countFailures, hasUncounted } from "#server/failures/count-failures";
import { recountRollups } from "#server/rollups/recount";
import { copyTemplate, type TestDatabase } from "#testing/database";
import { writeHistory } from "./write-history.ts";

/** Enough that every story is told, and that some of it happened in the days that rollups show. */
const SAGAS = 1_200;

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await copyTemplate();
  const { adminUrl } = database;
  await writeHistory({ adminDatabaseUrl: adminUrl }, { sagas: SAGAS, tell: () => undefined });
  pool = new pg.Pool({ connectionString: adminUrl });
  // Dropping the database ends what is still open.
  pool.on("error", () => undefined);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const rowsOf = async (query: string) => (await pool.query<Record<string, unknown>>(query)).rows;

// The first: the others count again what it looks at.
test("what is on the desk is there: claims, what people know, operations, lists", async () => {
  for (const table of [
    "claims where ended_at is null and expires_at > now()",
    "claims where ended_at is not null",
    "notes",
    "failure_groups where owner_id is not null",
    "bulk_operation_orders where state = 'same_error'",
    "saved_views",
  ]) {
    expect((await pool.query(`select from ${table} limit 1`)).rowCount, table).toBe(1);
  }
});

test("its failures are those that the worker's duty counts from its events", async () => {
  const read = () =>
    Promise.all([
      rowsOf(`select fingerprint, step, direction, code, first_seen_at, last_seen_at,
        attempt_count, order_count from failure_groups order by fingerprint`),
      rowsOf(`select fingerprint, hour, attempts from failure_group_hours
        join failure_groups g on g.id = group_id order by 1, 2`),
      rowsOf(`select fingerprint, saga_uuid from failure_group_orders
        join failure_groups g on g.id = group_id order by 1, 2`),
    ]);
  const written = await read();
  expect(written[0].length).toBeGreaterThan(20);
  expect(await hasUncounted({ pool })).toBe(false);

  await pool.query(`truncate failure_groups, failure_group_hours, failure_group_orders,
    failure_group_notes, bulk_operations, bulk_operation_orders`);
  await pool.query("update upkeep_duties set cursor = 0");
  while (await hasUncounted({ pool })) await countFailures({ pool });
  expect(await read()).toEqual(written);
});

test("its rollups are those that are counted from its first event on", async () => {
  const read = () =>
    Promise.all([
      rowsOf("select * from activity_rollups order by width_seconds, bucket_at, measure"),
      rowsOf("select * from duration_rollups order by width_seconds, bucket_at, subject, bin"),
    ]);
  const written = await read();
  expect(written[0].length).toBeGreaterThan(20);
  const client = await pool.connect();
  await recountRollups(client);
  client.release();
  expect(await read()).toEqual(written);
});
