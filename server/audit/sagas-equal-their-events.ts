import type { StoredEvent } from "#server/fulfillment/event-codec";
import { SAGA_COLUMNS, type SagaRow } from "#server/fulfillment/saga-row";
import { differingColumn } from "#server/projections/differing-columns";
import { projectSaga } from "#server/projections/project-saga";
import { readStreams } from "#server/projections/read-streams";
import { type Check, Tally } from "./check.ts";
import { inBatches } from "./snapshot.ts";

type Row = SagaRow & { id: string; created_at: Date };

const NAMES = Object.keys(SAGA_COLUMNS);

const READ = `
  select id, created_at, ${NAMES.join(", ")}
  from order_fulfillment_sagas
  where id > $1 and id <= $3
  order by id
  limit $2`;

export const sagasEqualTheirEvents: Check = {
  name: "each saga is what its events say",
  async run({ client }) {
    const tally = new Tally("sagas");
    await inBatches<Row>(client, "order_fulfillment_sagas", {
      read: async (...page) => (await client.query<Row>(READ, page)).rows,
      look: async (rows) => {
        const streams = await readStreams(
          client,
          rows.map((row) => row.saga_uuid),
        );
        tally.looked(rows.length);
        for (const row of rows) {
          const wrong = whatIsWrong(row, streams.get(row.saga_uuid));
          if (wrong !== null) tally.accuse(`saga ${row.saga_uuid}: ${wrong}`);
        }
      },
    });
    return tally.finding();
  },
};

function whatIsWrong(row: Row, stream: StoredEvent[] | undefined): string | null {
  const told = projectSaga(row.saga_uuid, stream);
  return told.type === "unreadable" ? told.why : differingColumn(row, told.columns);
}
