import { evolveOrder } from "#server/fulfillment/apply-decision";
import type { DecodedEvent } from "#server/fulfillment/event-codec";
import { type Check, Tally } from "./check.ts";
import { differingColumn } from "./differing-columns.ts";
import { decodeStream, readStreams } from "./read-streams.ts";
import { inBatches } from "./snapshot.ts";

/** The columns that are folded. Everything else of an order is a source of its own. */
const NAMES = [
  "order_number",
  "line_count",
  "replaces_order_id",
  "version",
  "cancelled_at",
  "notice_kind",
  "notice_state",
  "notice_code",
  "notice_at",
  "created_at",
  "updated_at",
] as const;

type Row = { id: string; order_uuid: string } & Record<(typeof NAMES)[number], unknown>;

const READ = `
  select id, order_uuid, ${NAMES.join(", ")}
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

function whatIsWrong(row: Row, stream: Parameters<typeof decodeStream>[0]): string | null {
  const decoded = decodeStream(stream, "order");
  if (decoded.type === "unreadable") return decoded.why;
  const told = columnsOf(row.order_uuid, decoded.events);
  return told === null ? "its first event is not OrderCreated" : differingColumn(row, told);
}

type Columns = Record<(typeof NAMES)[number], unknown>;

function columnsOf(orderUuid: string, events: readonly DecodedEvent[]): Columns | null {
  const [created] = events;
  if (created?.type !== "OrderCreated") return null;
  const head = events.reduce<Parameters<typeof evolveOrder>[0]>(evolveOrder, {
    orderUuid,
    version: 0,
    cancelledAt: null,
    noticeKind: null,
    noticeState: "none",
    noticeCode: null,
    noticeAt: null,
  });
  return {
    order_number: created.data.orderNumber,
    line_count: created.data.lineCount,
    replaces_order_id: created.data.replacesOrderId,
    version: head.version,
    cancelled_at: toDate(head.cancelledAt),
    notice_kind: head.noticeKind,
    notice_state: head.noticeState,
    notice_code: head.noticeCode,
    notice_at: toDate(head.noticeAt),
    created_at: toDate(created.at),
    updated_at: toDate(events.at(-1)?.at ?? created.at),
  };
}

const toDate = (instant: number | null) => (instant === null ? null : new Date(instant));
