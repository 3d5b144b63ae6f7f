import { evolveOrder } from "#server/fulfillment/apply-decision";
import type { OrderHead } from "#server/fulfillment/batch";
import type { DecodedEvent, StoredEvent } from "#server/fulfillment/event-codec";
import { decodeStream } from "./read-streams.ts";

/** The columns of an order that are folded. Everything else of it is a source of its own. */
export const PROJECTED_ORDER_COLUMNS = [
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

type Columns = Record<(typeof PROJECTED_ORDER_COLUMNS)[number], unknown>;

export type ProjectedOrder =
  | { type: "projected"; columns: Columns }
  | { type: "unreadable"; why: string };

/** What an order's events say of its row, by column; or why they say nothing. */
export function projectOrder(
  orderUuid: string,
  stream: readonly StoredEvent[] | undefined,
): ProjectedOrder {
  const decoded = decodeStream(stream, "order");
  if (decoded.type === "unreadable") return decoded;
  const columns = columnsOf(orderUuid, decoded.events);
  return columns === null
    ? { type: "unreadable", why: "its first event is not OrderCreated" }
    : { type: "projected", columns };
}

function columnsOf(orderUuid: string, events: readonly DecodedEvent[]): Columns | null {
  const [created] = events;
  if (created?.type !== "OrderCreated") return null;
  const head = events.reduce<OrderHead>(evolveOrder, {
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
