import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PartnerHolds } from "./partner-holds.ts";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";

let world: GivenWorld;
let holds: PartnerHolds;
beforeEach(async () => {
  world = await givenWorld();
  holds = new PartnerHolds({ pool: world.pool, log: world.log });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
});
afterEach(async () => {
  holds.stop();
  vi.useRealTimers();
  await world.close();
});

const HOLD = `insert into partner_status (partner, direction, held_since, held_by)
  values ('notifications', 'forward', now(), 'account-1')
  on conflict (partner, direction) do update set held_since = now(), held_by = 'account-1'`;

test("behind a database that does not answer one question waits, and its answer counts", async () => {
  await holds.start();
  const admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  await admin.query("begin");
  await admin.query("lock table partner_status in access exclusive mode");
  const waiting = async () => {
    const { rows } = await admin.query<{ n: number }>(
      `select count(*)::int n from pg_locks where not granted and relation = 'partner_status'::regclass`,
    );
    return rows[0]?.n;
  };
  await vi.advanceTimersByTimeAsync(1_000);
  await expect.poll(waiting).toBe(1);
  await vi.advanceTimersByTimeAsync(10_000);
  // Whatever else was asked has reached the database by the time this is answered.
  await Promise.all([admin.query(HOLD), world.pool.query("select 1")]);
  expect(await waiting()).toBe(1);
  await admin.query("commit");
  await admin.end();
  await expect.poll(() => holds.isNotifierHeld()).toBe(true);
});
