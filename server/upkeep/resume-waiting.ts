import type { Circuit } from "#server/circuits/circuit";
import { submitUpkeep } from "./submit-upkeep.ts";
import type { UpkeepContext } from "./upkeep-context.ts";

const PAGE = 500;

// Those that moved since are on their way again.
const FIND_WAITING = `
  select g.id::text, g.saga_uuid from order_fulfillment_sagas g
  join partner_status p on p.partner = $1 and p.direction = $2
  where g.step = case $1 when 'carrier' then 'shipment' else $1 end and g.direction = $2
    and (g.parked_reason is null or g.parked_reason = 'PARTNER_MISCONFIGURED')
    and g.updated_at < p.reopening_since and g.id > $3
  order by g.id
  limit ${PAGE}`;

type Found = { id: string; saga_uuid: string };

/** Resumes every saga that waited for this partner, each with a fresh budget and deadline. Answers how many. */
export async function resumeWaiting(
  context: UpkeepContext,
  { partner, direction }: Circuit,
): Promise<number> {
  let resumed = 0;
  for (let after: string | undefined = "0"; after !== undefined; ) {
    const page: { rows: Found[] } = await context.pool.query<Found>(FIND_WAITING, [
      partner,
      direction,
      after,
    ]);
    resumed += await resume(context, page.rows);
    after = page.rows.at(-1)?.id;
  }
  return resumed;
}

const FIND_MENDED = `
  select g.id::text, g.saga_uuid from order_fulfillment_sagas g
  where g.parked_reason = 'PARTNER_MISCONFIGURED'
    and not exists (
      select from partner_status p
      where p.partner = case g.step when 'shipment' then 'carrier' else g.step end
        and p.direction = g.direction and p.circuit_cause is not null)
  order by g.id
  limit ${PAGE}`;

/** Those that parked in the very moment when their partner was found to be well again. */
export async function resumeMended(context: UpkeepContext): Promise<number> {
  const { rows } = await context.pool.query<Found>(FIND_MENDED);
  return resume(context, rows);
}

const FIND_READABLE = `
  select g.id::text, g.saga_uuid from order_fulfillment_sagas g
  where g.parked_reason = 'UNREADABLE_EVENT' and g.min_reader_version <= $1
    and g.definition_version = any($2::int[])
  order by g.id
  limit ${PAGE}`;

/** Those that an older build parked and that this one can read. */
export async function resumeReadable(context: UpkeepContext): Promise<number> {
  const { readerVersion, definitions } = context.build;
  const known = Object.keys(definitions).map(Number);
  const { rows } = await context.pool.query<Found>(FIND_READABLE, [readerVersion, known]);
  return resume(context, rows);
}

function resume(context: UpkeepContext, found: readonly Found[]): Promise<number> {
  return submitUpkeep(
    context,
    found.map((row) => row.saga_uuid),
    { type: "resume" },
  );
}
