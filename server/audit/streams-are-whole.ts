import { type Check, Tally } from "./check.ts";

type Row = {
  aggregate_uuid: string;
  aggregate_type: "order" | "order_fulfillment_saga";
  missing_version: number | null;
  early_id: string | null;
  has_row: boolean;
};

const PAGE_SIZE = 2_000;

// One statement a page, so each page is of one moment.
const READ = `
  with page as (
    select distinct aggregate_uuid from event_store
    where aggregate_uuid > $1 order by aggregate_uuid limit ${PAGE_SIZE}
  ), placed as (
    select e.aggregate_uuid, e.aggregate_type, e.id, e.aggregate_version,
           row_number() over stream as place, lag(e.id) over stream as id_before
    from event_store e join page using (aggregate_uuid)
    window stream as (partition by e.aggregate_uuid order by e.aggregate_version)
  ), streams as (
    select aggregate_uuid, min(aggregate_type) as aggregate_type,
           (min(place) filter (where aggregate_version <> place))::int as missing_version,
           (min(id) filter (where id <= id_before))::text as early_id
    from placed group by aggregate_uuid
  )
  select s.*, case aggregate_type
    when 'order' then exists (select from orders o where o.order_uuid = s.aggregate_uuid)
    else exists (select from order_fulfillment_sagas g where g.saga_uuid = s.aggregate_uuid)
  end as has_row
  from streams s order by aggregate_uuid`;

const NAME = { order: "order", order_fulfillment_saga: "saga" } as const;

export const streamsAreWhole: Check = {
  name: "each stream is whole, in order, and has its row",
  async run({ client }) {
    const tally = new Tally("streams");
    let cursor: string | undefined = "00000000-0000-0000-0000-000000000000";
    while (cursor !== undefined) {
      const { rows }: { rows: Row[] } = await client.query<Row>(READ, [cursor]);
      tally.looked(rows.length);
      for (const row of rows) {
        const wrong = whatIsWrong(row);
        if (wrong !== null)
          tally.accuse(`${NAME[row.aggregate_type]} ${row.aggregate_uuid}: ${wrong}`);
      }
      cursor = rows.at(-1)?.aggregate_uuid;
    }
    return tally.finding();
  },
};

function whatIsWrong(row: Row): string | null {
  if (row.missing_version !== null) return `lacks event ${row.missing_version} of its stream`;
  if (row.early_id !== null) return `event ${row.early_id} has a lower id than the one before it`;
  return row.has_row ? null : "has events but no row";
}
