import { withClient } from "#scripts/postgres/prepare-database";
import type { TestDatabase } from "#testing/database";

const INSTALL = `
  create schema test_clock;
  create table test_clock.shift (by interval not null);
  insert into test_clock.shift values ('0');
  create function test_clock.clock_timestamp() returns timestamptz language sql volatile
    as 'select pg_catalog.clock_timestamp() + by from test_clock.shift';
  create function test_clock.now() returns timestamptz language sql volatile
    as 'select pg_catalog.now() + by from test_clock.shift';
  create or replace function pgboss.job_now() returns timestamptz language sql stable
    as 'select test_clock.now()';
  grant usage on schema test_clock to public;
  grant select, update on test_clock.shift to public;`;

/**
 * Gives a database a clock that a test may set: everybody who asks it for the time
 * finds these functions before Postgres' own, and the queue, which names Postgres' own, is given ours. To be installed before anybody connects.
 */
export async function installShiftedClock({ adminUrl }: TestDatabase): Promise<void> {
  await withClient(adminUrl, async (client) => {
    await client.query(INSTALL);
    const { rows } = await client.query("select current_database() as name");
    await client.query(
      `alter database "${rows[0].name}" set search_path = test_clock, pg_catalog, public`,
    );
  });
}

export const SHIFT_CLOCK =
  "update test_clock.shift set by = by + make_interval(secs => $1::float8 / 1000)";
