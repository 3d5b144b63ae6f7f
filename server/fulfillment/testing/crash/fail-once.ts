import type { Client } from "pg";
import { withClient } from "#scripts/postgres/prepare-database";

const INSTALL = `
  create sequence if not exists test_faults;
  alter sequence test_faults restart;
  grant usage on sequence test_faults to public;
  create or replace function test_fail_once() returns trigger language plpgsql as $$
  begin
    -- A sequence is not set back with the transaction that fails: so it fails once.
    if nextval('test_faults') = 1 then raise exception 'a fault that a test put here'; end if;
    return new;
  end $$`;

/** The next insert into a table (of rows for which this holds) throws, in the middle of its transaction. */
export async function failOnce(
  adminUrl: string,
  table: "event_store" | "pgboss.job",
  when: string,
): Promise<() => Promise<void>> {
  const admin = (statements: string) =>
    withClient(adminUrl, async (client: Client) => void (await client.query(statements)));
  await admin(`${INSTALL};
    create or replace trigger test_fault before insert on ${table}
      for each row when (${when}) execute function test_fail_once()`);
  return () => admin(`drop trigger if exists test_fault on ${table}`);
}
