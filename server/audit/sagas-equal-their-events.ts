import { SAGA_COLUMNS, type SagaRow, toColumns } from "#server/fulfillment/saga-row";
import { fold } from "#server/saga/evolve";
import { NOT_STARTED, type Saga } from "#server/saga/types";
import { type Check, Tally } from "./check.ts";
import { differingColumn } from "./differing-columns.ts";
import { decodeStream, messageOf, readStreams } from "./read-streams.ts";
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

function whatIsWrong(row: Row, stream: Parameters<typeof decodeStream>[0]): string | null {
  const decoded = decodeStream(stream, "order_fulfillment_saga");
  if (decoded.type === "unreadable") return decoded.why;
  try {
    const told = fold(decoded.events, row.saga_uuid, NOT_STARTED);
    if (told.position === "NOT_STARTED") return "has events but never started";
    return differingColumn(row, columnsOf(told));
  } catch (error) {
    // Folding refuses nothing that the core recorded, so the stream is not as it was written.
    return `its events cannot be folded: ${messageOf(error)}`;
  }
}

/** The row as it must be, by column. */
function columnsOf(saga: Saga): Record<string, unknown> {
  const values = toColumns(saga);
  const columns = Object.fromEntries(NAMES.map((name, index) => [name, values[index]]));
  return {
    ...columns,
    compensation_stack: saga.stack,
    created_at: values[NAMES.indexOf("started_at")],
  };
}
