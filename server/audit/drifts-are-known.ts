import { type Check, Tally } from "./check.ts";

const READ_LOOKED_AT = `
  select last_run_at::text as at from upkeep_duties where duty = 'reconcile'`;

const READ = `
  select saga_uuid, step, believed, found, since::text from partner_drifts
  order by since, saga_uuid, step limit 1000`;

type Row = { saga_uuid: string; step: string; believed: string; found: string; since: string };

/** What the reconciler's look-ups found: for partners that can be asked, but not for a list of all they hold. */
export const driftsAreKnown: Check = {
  name: "look-ups find at the partners what the sagas say",
  async run({ client }) {
    const looked = await client.query<{ at: string | null }>(READ_LOOKED_AT);
    const at = looked.rows[0]?.at ?? null;
    if (at === null) {
      return { status: "skipped", because: "no worker has compared anything yet" };
    }
    const tally = new Tally("differences");
    tally.remark(`compared last at ${at}`);
    const { rows } = await client.query<Row>(READ);
    tally.looked(rows.length);
    for (const { saga_uuid: sagaUuid, step, believed, found, since } of rows) {
      tally.accuse(
        `saga ${sagaUuid}: we believe ${believed} for the ${step}, the partner says ${found}, since ${since}`,
      );
    }
    return tally.finding();
  },
};
