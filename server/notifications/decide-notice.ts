import type { NoticeKind, NoticeReply } from "#server/partners/types";
import type { OrderEvent } from "#server/saga/events";
import type { Position } from "#server/saga/types";

/** What the customer must hear in this position; null while there is nothing final to say. */
export function noticeFor(position: Position | "NOT_STARTED"): NoticeKind | null {
  switch (position) {
    case "COMPLETED":
      return "shipped";
    case "CANCELLED":
      return "cancelled";
    case "NOT_STARTED":
    case "PENDING_PRESCRIPTION":
    case "PENDING_INVENTORY_RESERVATION":
    case "PENDING_SHIPMENT":
    case "COMPENSATING":
      return null;
  }
}

export type NoticeHead = {
  noticeKind: NoticeKind | null;
  noticeState: "none" | "due" | "told" | "failed";
  noticeCode: string | null;
};

export type NoticeDecision = {
  events: OrderEvent[];
  /** Seconds until the next try; null when there is none. */
  retryAfterSeconds: number | null;
};

/** What the port answers while a person keeps the notifier on hold: no failure, and no try. */
export const HELD = "partner_held";

/** After this many tries (about a day) a person has to tell the customer. */
const MAX_ATTEMPTS = 30;

/**
 * What a message's fate means for the order. It never touches the saga. A
 * message that may have arrived is sent once more under the same Message-ID:
 * told twice is better than not told.
 */
export function decideNotice(
  head: NoticeHead,
  kind: NoticeKind,
  attempt: number,
  reply: NoticeReply,
): NoticeDecision {
  switch (reply.type) {
    case "sent":
      return { events: [{ type: "CustomerNotified", data: { kind } }], retryAfterSeconds: null };
    case "undeliverable":
      return { events: failed(head, kind, reply.code, true), retryAfterSeconds: null };
    case "unknown":
      return attempt === 0
        ? { events: failed(head, kind, reply.code, false), retryAfterSeconds: 30 }
        : { events: failed(head, kind, reply.code, true), retryAfterSeconds: null };
    case "transient":
      if (reply.code === HELD) return { events: [], retryAfterSeconds: retryAfterSeconds(attempt) };
      return attempt + 1 >= MAX_ATTEMPTS
        ? { events: failed(head, kind, reply.code, true), retryAfterSeconds: null }
        : {
            events: failed(head, kind, reply.code, false),
            retryAfterSeconds: retryAfterSeconds(attempt),
          };
  }
}

const retryAfterSeconds = (attempt: number) => Math.min(3_600, 5 * 2 ** Math.min(attempt, 10));

/** One event per change of cause: the hundredth same refusal is no news. */
function failed(
  head: NoticeHead,
  kind: NoticeKind,
  code: string,
  permanent: boolean,
): OrderEvent[] {
  const state = permanent ? "failed" : "due";
  const known = head.noticeKind === kind && head.noticeState === state && head.noticeCode === code;
  return known ? [] : [{ type: "CustomerNotificationFailed", data: { kind, code, permanent } }];
}
