import { type Check, Tally } from "./check.ts";

const TRIGGERS = ["event_store_refuse_change", "event_store_refuse_truncate"];
const FORBIDDEN = ["UPDATE", "DELETE", "TRUNCATE"];

const READ_TRIGGERS = `
  select t.tgname as name from pg_trigger t
  where t.tgrelid = 'public.event_store'::regclass and t.tgenabled = 'A' and not t.tgisinternal`;

const READ_RIGHTS = `
  select p as privilege from unnest($2::text[]) p
  where has_table_privilege($1, 'public.event_store', p)`;

const IS_OWNER = `
  select pg_has_role($1, c.relowner, 'member') as owns
  from pg_class c where c.oid = 'public.event_store'::regclass`;

/** Triggers hold for everybody; rights keep the product itself from even trying. */
export const eventsAreAppendOnly: Check = {
  name: "events can only be added",
  async run({ client, appRole }) {
    const tally = new Tally("guards");
    const triggers = await client.query<{ name: string }>(READ_TRIGGERS);
    for (const name of TRIGGERS) {
      tally.looked();
      if (!triggers.rows.some((row) => row.name === name)) {
        tally.accuse(`event_store: trigger ${name} is missing or not enabled always`);
      }
    }
    const owner = await client.query<{ owns: boolean }>(IS_OWNER, [appRole]);
    if (owner.rows[0]?.owns) {
      // A database of one user only: its owner's rights cannot be taken away.
      tally.remark(`role ${appRole} owns event_store, so only the triggers guard it`);
      return tally.finding();
    }
    const rights = await client.query<{ privilege: string }>(READ_RIGHTS, [appRole, FORBIDDEN]);
    tally.looked(FORBIDDEN.length);
    for (const { privilege } of rights.rows) {
      tally.accuse(`event_store: role ${appRole} has the right to ${privilege}`);
    }
    return tally.finding();
  },
};
