import { factsOf, OWN_WAITS } from "#server/rollups/facts";
import { type Check, Tally } from "./check.ts";

// One statement, so one moment: what is counted meanwhile does not disturb it. A day less than
// the rollups reach back, because their oldest hour was only counted in part.
const READ = `
  with horizon as (select date_bin('1 hour', now() - interval '34 days', timestamptz 'epoch') as at),
  recent as (
    select * from event_store
    where id <= (select cursor from rollup_progress where projector = 'overview')
      and occurred_at >= (select at from horizon)
  ),
  ${factsOf("recent", "$1")},
  expected as (
    select date_bin('1 hour', at, timestamptz 'epoch') as bucket_at, name, count(*) as count
    from (select at, measure as name from counted
          union all select at, subject || ' in bin ' || bin from timed) facts
    group by 1, 2
  ),
  stored as (
    select bucket_at, measure as name, count from activity_rollups
    where width_seconds = 3600 and bucket_at >= (select at from horizon)
    union all
    select bucket_at, subject || ' in bin ' || bin, count from duration_rollups
    where width_seconds = 3600 and bucket_at >= (select at from horizon)
  )
  select to_char(bucket_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') as hour, name,
    coalesce(e.count, 0)::int as expected, coalesce(s.count, 0)::int as stored
  from expected e full join stored s using (bucket_at, name)
  order by bucket_at, name`;

type Row = { hour: string; name: string; expected: number; stored: number };

/** As far as they have followed the events. They are figures for people: nothing is decided by them. */
export const rollupsEqualTheirEvents: Check = {
  name: "the rollups are sums of their events",
  async run({ client }) {
    const tally = new Tally("rollups");
    const { rows } = await client.query<Row>(READ, [OWN_WAITS]);
    for (const { hour, name, expected, stored } of rows) {
      tally.looked();
      if (expected !== stored) {
        tally.accuse(`hour ${hour}: ${name} is ${stored}, the events say ${expected}`);
      }
    }
    return tally.finding();
  },
};
