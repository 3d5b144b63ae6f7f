import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from } from "pg-copy-streams";
import { FAILURES_DUTY } from "#server/failures/count-failures";
import { countEvents } from "#server/rollups/count-events";
import { FAILURE_TABLES, type FailureLedger } from "./failure-ledger.ts";

/** Events that are counted at once. */
const AT_ONCE = 50_000;

/** What the duties of a worker that kept up would have counted: the failures in their groups, and the rollups. */
export async function writeCounts(client: pg.Client, failures: FailureLedger): Promise<void> {
  const rows = failures.rows();
  for (const table of ["failure_groups", "failure_group_hours", "failure_group_orders"] as const) {
    const copy = client.query(from(`copy ${table} (${FAILURE_TABLES[table]}) from stdin`));
    await pipeline(Readable.from(rows[table]), copy);
  }
  await client.query(GO_ON_WITH_IDS);
  await client.query(FAILURES_ARE_COUNTED, [FAILURES_DUTY]);
  await countRollups(client);
}

/** The duty's own count, but for the years that it would only pass over. */
async function countRollups(client: pg.Client): Promise<void> {
  await client.query(PASS_OVER_OLD);
  let isBehind = true;
  while (isBehind) isBehind = await countEvents(client, AT_ONCE);
}

const GO_ON_WITH_IDS = `
  select setval(pg_get_serial_sequence('failure_groups', 'id'), greatest(max(id), 1))
  from failure_groups`;

const FAILURES_ARE_COUNTED = `
  insert into upkeep_duties (duty, cursor)
  select $1, coalesce(max(id), 0) from event_store
  on conflict (duty) do update set cursor = excluded.cursor`;

/** Ids follow time: what happened within the 35 days that rollups are kept comes after the first order of 36. */
const PASS_OVER_OLD = `
  update rollup_progress set cursor = coalesce((
    select e.id - 1 from (
      select saga_uuid from order_fulfillment_sagas where created_at > now() - interval '36 days'
      order by id limit 1) s
    join event_store e on e.aggregate_uuid = s.saga_uuid and e.aggregate_version = 1), 0)
  where projector = 'overview'`;
