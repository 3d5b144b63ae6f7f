import type { NoticeReply } from "#server/partners/types";
import { DEAD_LETTERED } from "#server/saga/decide-dead-letter";
import { REDELIVERED } from "#server/saga/facts";
import type { Reply } from "#server/saga/types";
import { NOT_ADMITTED } from "./circuit.ts";

/** What one reply says about the partner, whatever it says about the order. */
export type Health =
  | { type: "well" }
  | { type: "failing"; code: string }
  /** Our key, route or funds: every order is hit, and waiting does not mend it. */
  | { type: "misconfigured"; code: string }
  | { type: "asks_to_wait"; code: string; ms: number }
  | { type: "says_nothing" };

const WELL: Health = { type: "well" };
const SAYS_NOTHING: Health = { type: "says_nothing" };

/** Calls that never left, were cut by our own stop, or failed in our own code. */
const OURS = new Set<string>([
  REDELIVERED,
  DEAD_LETTERED,
  ...Object.values(NOT_ADMITTED),
  "aborted",
  "client_closed",
  "adapter_error",
]);
const RATE_LIMITS = new Set(["rate_limited", "http_429"]);
/** A mail server speaks of this message or its recipient, not of itself. */
const ABOUT_ONE_MESSAGE = /^smtp_\d+$/;
/** The partner is at work on this very reference: it answers, so it is well. */
const IN_PROGRESS = "in_progress";

/** One order's wish to wait must not stop all others for long. */
const LONGEST_WAIT_MS = 60_000;
const DEFAULT_WAIT_MS = 1_000;

export function healthOf(reply: Reply | NoticeReply): Health {
  switch (reply.type) {
    case "succeeded":
    case "rejected":
    case "pending":
    case "sent":
    case "undeliverable":
      return WELL;
    case "misconfigured":
      // A request that is wrong for one order was answered like any other.
      return reply.scope === "partner" ? { type: "misconfigured", code: reply.code } : WELL;
    case "transient":
      if (RATE_LIMITS.has(reply.code)) return waitAsked(reply);
      return reply.code === IN_PROGRESS ? WELL : failing(reply.code);
    case "not_sent":
    case "unknown":
      return failing(reply.code);
  }
}

function failing(code: string): Health {
  return OURS.has(code) || ABOUT_ONE_MESSAGE.test(code) ? SAYS_NOTHING : { type: "failing", code };
}

function waitAsked({ code, ...reply }: { code: string; retryAfterMs?: number }): Health {
  const ms = Math.min(reply.retryAfterMs ?? DEFAULT_WAIT_MS, LONGEST_WAIT_MS);
  return { type: "asks_to_wait", code, ms };
}
