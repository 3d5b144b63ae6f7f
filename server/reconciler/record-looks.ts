import type { Holding } from "#server/partners/types";
import type { Saga } from "#server/saga/types";
import type { UpkeepContext } from "#server/upkeep/upkeep-context";
import type { Belief } from "./believed-holdings.ts";

export type Look = Belief & { saga: Saga; found: Holding; differs: boolean };

// A saga that moved while the partner was asked says nothing about what it was asked for. What a
// person settled outside is their word against nobody's.
const NOTE_DIFFERING = `
  insert into partner_drifts as d (saga_uuid, step, believed, found, since, checked_at)
  select i.u, i.s, i.b, i.f, clock_timestamp(), clock_timestamp()
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::int[]) i(u, s, b, f, v)
  join order_fulfillment_sagas g on g.saga_uuid = i.u and g.version = i.v
  where not exists (
    select from event_store e
    where e.aggregate_uuid = i.u and e.event_type = 'ManualResolutionRecorded'
      and e.event_data->>'step' = i.s)
  on conflict (saga_uuid, step) do update
  set believed = excluded.believed, found = excluded.found, checked_at = excluded.checked_at
  returning saga_uuid, step, believed, found, since = checked_at is_new`;

const FORGET_AGREEING = `
  delete from partner_drifts d
  using unnest($1::uuid[], $2::text[]) i(u, s)
  where d.saga_uuid = i.u and d.step = i.s
  returning d.saga_uuid, d.step`;

// What a person once asked about is kept fresh by every later look.
const REFRESH_CHECKS = `
  update partner_checks c set found = i.f, checked_at = clock_timestamp()
  from unnest($1::uuid[], $2::text[], $3::text[]) i(u, s, f)
  where c.saga_uuid = i.u and c.step = i.s and c.done_at is not null`;

type Noted = { saga_uuid: string; step: string; believed: string; found: string; is_new: boolean };

/** Keeps what differs and forgets what agrees again; each of both is told once. Answers how many sagas differ newly. */
export async function recordLooks(
  { pool, log }: UpkeepContext,
  looks: readonly Look[],
): Promise<number> {
  if (looks.length === 0) return 0;
  await pool.query(REFRESH_CHECKS, [
    looks.map(({ saga }) => saga.sagaUuid),
    looks.map(({ step }) => step),
    looks.map(({ found }) => found),
  ]);
  const differing = looks.filter(({ differs }) => differs);
  const agreeing = looks.filter(({ differs }) => !differs);
  if (agreeing.length > 0) {
    const { rows } = await pool.query<{ saga_uuid: string; step: string }>(FORGET_AGREEING, [
      agreeing.map(({ saga }) => saga.sagaUuid),
      agreeing.map(({ step }) => step),
    ]);
    for (const { saga_uuid: sagaUuid, step } of rows) {
      log.info({ sagaUuid, step }, "partner.drift_ended");
    }
  }
  if (differing.length === 0) return 0;
  const { rows } = await pool.query<Noted>(NOTE_DIFFERING, [
    differing.map(({ saga }) => saga.sagaUuid),
    differing.map(({ step }) => step),
    differing.map(({ believed }) => believed),
    differing.map(({ found }) => found),
    differing.map(({ saga }) => saga.version),
  ]);
  const fresh = rows.filter((row) => row.is_new);
  for (const { saga_uuid: sagaUuid, step, believed, found } of fresh) {
    log.error({ sagaUuid, step, believed, found }, "partner.drift");
  }
  return new Set(fresh.map((row) => row.saga_uuid)).size;
}
