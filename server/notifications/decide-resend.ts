import type { NoticeKind } from "#server/partners/types";
import type { OrderEvent } from "#server/saga/events";
import type { Position } from "#server/saga/types";
import { type NoticeHead, noticeFor } from "./decide-notice.ts";

/** Why the message is due again: somebody asked for it, nothing was refused since. */
export const ASKED_AGAIN = "asked_again";

/** A message that has no address to go to. */
const NO_ADDRESS = "no_email";

export type ResendDecision =
  | { type: "accepted"; kind: NoticeKind; events: OrderEvent[] }
  | { type: "ignored"; because: string }
  | { type: "rejected"; code: "nothing_to_tell" | "no_address"; until: null };

/**
 * A person wants the message that did not arrive to be sent once more. It is due
 * again from then on, so the nets that look after due messages look after it too,
 * and whoever presses a second time meanwhile is told so.
 */
export function decideResend(head: NoticeHead, position: Position): ResendDecision {
  const kind = noticeFor(position);
  if (kind === null) return { type: "rejected", code: "nothing_to_tell", until: null };
  const isOfThis = head.noticeKind === kind;
  if (isOfThis && head.noticeState === "told") {
    return { type: "ignored", because: "the customer has been told already" };
  }
  if (!isOfThis || head.noticeState !== "failed") {
    return { type: "ignored", because: "the e-mail is on its way already" };
  }
  if (head.noticeCode === NO_ADDRESS) {
    return { type: "rejected", code: "no_address", until: null };
  }
  const again = { kind, code: ASKED_AGAIN, permanent: false };
  return { type: "accepted", kind, events: [{ type: "CustomerNotificationFailed", data: again }] };
}
