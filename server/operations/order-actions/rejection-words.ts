import type { RejectionCode } from "#server/saga/types";

/** The core's own refusals, and those of the committer. */
type KnownCode =
  | RejectionCode
  | "action_id_used"
  | "nothing_to_tell"
  | "not_cancelled"
  | "no_address";

const REJECTION_WORDS: Record<KnownCode, string> = {
  moved_on: "the order moved on since the page was loaded",
  in_flight: "a call is on its way, and its answer comes first",
  nothing_to_retry: "nothing is left to retry",
  nothing_to_resolve: "there is nothing in doubt to record",
  nothing_to_hold: "the order already waits for a person",
  not_held: "the order is not on hold",
  ended: "the order has ended",
  reference_needed: "the partner’s reference is needed as evidence",
  newer_version: "a newer version of the console wrote it, and this one must not change it",
  nothing_to_tell: "the order has not ended, so there is nothing to tell yet",
  no_address: "there is no e-mail address for the customer, so nothing can be sent",
  not_cancelled: "only a cancelled order can be placed again",
  action_id_used: "this request repeats the id of another action",
};

/** Why a wish is refused, as a clause without a full stop. */
export function rejectionWords(code: string | null): string {
  if (code === null) return "it is not possible now";
  return Object.hasOwn(REJECTION_WORDS, code)
    ? REJECTION_WORDS[asKnown(code)]
    : `it is not possible now (code ${code})`;
}

/** Checked by the caller: the code is an own key of the table. */
function asKnown(code: string): KnownCode {
  return code as KnownCode;
}
