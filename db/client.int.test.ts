import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyTemplate, type TestDatabase } from "#testing/database";
import { type Database, openDatabase } from "./client.ts";

let copy: TestDatabase;
let database: Database;
beforeAll(async () => {
  copy = await copyTemplate();
  database = openDatabase({
    url: copy.url,
    maxConnections: 3,
    applicationName: "client-test",
    onIdleError: () => undefined,
  });
});
afterAll(async () => {
  await database.close();
  await copy.drop();
});

test("a connection that dies in the middle of a transaction ends that transaction, and nothing else", async () => {
  const { db, pool } = database;
  const died = Promise.withResolvers<void>();
  pool.on("connect", (client) => client.once("end", died.resolve));
  const cut = db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() pid`);
    await pool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    // The news of it arrives while no query waits for an answer.
    await died.promise;
    await tx.execute(sql`select 1`);
  });
  await expect(cut).rejects.toThrow();
  expect((await db.execute<{ one: number }>(sql`select 1 one`)).rows).toEqual([{ one: 1 }]);
});
