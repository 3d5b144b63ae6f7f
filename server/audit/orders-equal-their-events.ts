import type { StoredEvent } from "#server/fulfillment/event-codec";
import { differingColumn } from "#server/projections/differing-columns";
import { PROJECTED_ORDER_COLUMNS, projectOrder } from "#server/projections/project-order";
import { readStreams } from "#server/projections/read-streams";
import { type Check, Tally } from "./check.ts";
import { inBatches } from "./snapshot.ts";

type Row = { id: string; order_uuid: string } & Record<string, unknown>;

const READ = `
  select id, order_uuid, ${PROJECTED_ORDER_COLUMNS.join(", ")}
  from orders
  where id > $1 and id <= $3
  order by id
  limit $2`;

export const ordersEqualTheirEvents: Check = {
  name: "each order is what its events say",
  async run({ client }) {
    const tally = new Tally("orders");
    await inBatches<Row>(client, "orders", {
      read: async (...page) => (await client.query<Row>(READ, page)).rows,
      look: async (rows) => {
        const streams = await readStreams(
          client,
          rows.map((row) => row.order_uuid),
        );
        tally.looked(rows.length);
        for (const row of rows) {
          const wrong = whatIsWrong(row, streams.get(row.order_uuid));
          if (wrong !== null) tally.accuse(`order ${row.order_uuid}: ${wrong}`);
        }
      },
    });
    return tally.finding();
  },
};

function whatIsWrong(row: Row, stream: StoredEvent[] | undefined): string | null {
  const told = projectOrder(row.order_uuid, stream);
  return told.type === "unreadable" ? told.why : differingColumn(row, told.columns);
}
