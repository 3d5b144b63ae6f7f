import type { NoticeKind, NoticeReply } from "#server/partners/types";
import type { OrderEvent } from "#server/saga/events";
import type { Position } from "#server/saga/types";

/** How often the customer was written to, and whether one of those messages may have arrived. */
export type NoticeTry = { attempt: number; doubted: boolean };

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
  /** Null when there is none. */
  next: (NoticeTry & { afterSeconds: number }) | null;
};

/** What the port answers while a person keeps the notifier on hold: no failure, and no try. */
export const HELD = "partner_held";

/** After this many tries (about a day) a person has to tell the customer. */
const MAX_ATTEMPTS = 30;
/** A release is felt this soon; the tries are not counted meanwhile. */
const HELD_SECONDS = 30;
const DOUBTED_SECONDS = 30;

/**
 * What a message's fate means for the order. It never touches the saga. A
 * message that may have arrived is sent once more under the same Message-ID:
 * told twice is better than not told.
 */
export function decideNotice(
  head: NoticeHead,
  kind: NoticeKind,
  { attempt, doubted }: NoticeTry,
  reply: NoticeReply,
): NoticeDecision {
  switch (reply.type) {
    case "sent":
      return {
        events: [{ type: "CustomerNotified", data: { kind, channel: "email" } }],
        next: null,
      };
    case "undeliverable":
      return { events: failed(head, kind, reply.code, true), next: null };
    case "unknown":
      return {
        events: failed(head, kind, reply.code, doubted),
        next: doubted
          ? null
          : { attempt: attempt + 1, doubted: true, afterSeconds: DOUBTED_SECONDS },
      };
    case "transient": {
      if (reply.code === HELD) {
        return { events: [], next: { attempt, doubted, afterSeconds: HELD_SECONDS } };
      }
      const isLast = attempt + 1 >= MAX_ATTEMPTS;
      return {
        events: failed(head, kind, reply.code, isLast),
        next: isLast
          ? null
          : { attempt: attempt + 1, doubted, afterSeconds: retryAfterSeconds(attempt) },
      };
    }
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
