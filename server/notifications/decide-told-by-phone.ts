import type { OrderEvent } from "#server/saga/events";
import type { Position } from "#server/saga/types";
import { type NoticeHead, noticeFor } from "./decide-notice.ts";

export type ToldDecision =
  | { type: "accepted"; events: OrderEvent[] }
  | { type: "ignored"; because: string }
  | { type: "rejected"; code: "nothing_to_tell"; until: null };

/** A person has told the customer how the order ended; what is still to be mailed is stale then. */
export function decideToldByPhone(head: NoticeHead, position: Position): ToldDecision {
  const kind = noticeFor(position);
  if (kind === null) return { type: "rejected", code: "nothing_to_tell", until: null };
  if (head.noticeKind === kind && head.noticeState === "told") {
    return { type: "ignored", because: "the customer has been told already" };
  }
  return {
    type: "accepted",
    events: [{ type: "CustomerNotified", data: { kind, channel: "phone" } }],
  };
}
