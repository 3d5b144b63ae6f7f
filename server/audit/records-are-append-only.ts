import { type AuditTarget, type Check, Tally } from "./check.ts";

const TABLES = ["event_store", "event_chain", "reveals", "caller_checks", "staff_actions"] as const;
type Table = (typeof TABLES)[number];

const FORBIDDEN = ["UPDATE", "DELETE", "TRUNCATE"];

const READ_TRIGGERS = `
  select t.tgname as name from pg_trigger t
  where t.tgrelid = ('public.' || $1)::regclass and t.tgenabled = 'A' and not t.tgisinternal`;

const READ_RIGHTS = `
  select p as privilege from unnest($2::text[]) p
  where has_table_privilege($1, 'public.' || $3, p)`;

const IS_OWNER = `
  select pg_has_role($1, c.relowner, 'member') as owns
  from pg_class c where c.oid = ('public.' || $2)::regclass`;

/** Triggers hold for everybody; rights keep the product itself from even trying. */
export const recordsAreAppendOnly: Check = {
  name: "events and records of staff can only be added",
  async run(target) {
    const tally = new Tally("guards");
    for (const table of TABLES) {
      await lookForTriggers(target, table, tally);
      await lookForRights(target, table, tally);
    }
    return tally.finding();
  },
};

async function lookForTriggers({ client }: AuditTarget, table: Table, tally: Tally): Promise<void> {
  const triggers = await client.query<{ name: string }>(READ_TRIGGERS, [table]);
  for (const name of [`${table}_refuse_change`, `${table}_refuse_truncate`]) {
    tally.looked();
    if (!triggers.rows.some((row) => row.name === name)) {
      tally.accuse(`${table}: trigger ${name} is missing or not enabled always`);
    }
  }
}

async function lookForRights(
  { client, appRole }: AuditTarget,
  table: Table,
  tally: Tally,
): Promise<void> {
  const owner = await client.query<{ owns: boolean }>(IS_OWNER, [appRole, table]);
  if (owner.rows[0]?.owns) {
    // A database of one user only: its owner's rights cannot be taken away.
    tally.remark(`role ${appRole} owns ${table}, so only the triggers guard it`);
    return;
  }
  const rights = await client.query<{ privilege: string }>(READ_RIGHTS, [
    appRole,
    FORBIDDEN,
    table,
  ]);
  tally.looked(FORBIDDEN.length);
  for (const { privilege } of rights.rows) {
    tally.accuse(`${table}: role ${appRole} has the right to ${privilege}`);
  }
}
