import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyTemplate, type TestDatabase } from "#testing/database";

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await copyTemplate();
  owner = new pg.Client({ connectionString: database.adminUrl });
  await owner.connect();
  await owner.query(`
    insert into reveals (reveal_uuid, saga_uuid, actor_id, purpose, revealed_at, until)
    values (gen_random_uuid(), gen_random_uuid(), 'dana', 'clinical_question', now(), now() + interval '5 min')`);
  await owner.query(`
    insert into caller_checks (check_uuid, saga_uuid, actor_id, field, outcome, checked_at)
    values (gen_random_uuid(), gen_random_uuid(), 'dana', 'zip', 'match', now())`);
  await owner.query(`
    insert into staff_actions (action_id, kind, actor_id, subject, details, created_at)
    values (gen_random_uuid(), 'account_created', 'alex', 'dana', '{}', now())`);
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const CHANGES = ["reveals", "caller_checks", "staff_actions"].flatMap((table) => [
  { table, change: `update ${table} set actor_id = 'luis'` },
  { table, change: `delete from ${table}` },
  { table, change: `truncate ${table}` },
]);

test.each(CHANGES)(
  "what staff did and saw is kept from the owner of the tables too: $change",
  async ({ table, change }) => {
    await expect(owner.query(change)).rejects.toMatchObject({
      code: "42501",
      message: expect.stringContaining(`${table} is append-only`),
    });
  },
);
