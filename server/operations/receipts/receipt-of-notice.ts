import { ASKED_AGAIN } from "#server/notifications/decide-resend";
import { PARTNER_NAME } from "../partners/partner-words.ts";
import { codeClause } from "../situation/code-words.ts";
import type { SagaEntry } from "../timeline/saga-entry.ts";
import type { Outcome } from "./receipt-outcome.ts";

/**
 * What became of a message that was asked for again: told by the order's own
 * stream. A cause that may pass leaves it open; it is tried again by itself.
 */
export function noticeOutcome(askedAt: number, all: readonly SagaEntry[]): Outcome {
  let ran: SagaEntry | null = null;
  for (const entry of all) {
    const { event } = entry;
    // Its own event was recorded at the very moment that it was asked for.
    if (event.at <= askedAt) continue;
    if (event.type === "CustomerNotified") {
      const text =
        event.data.channel === "phone"
          ? "Fixed: the customer was told by phone"
          : "Fixed: the e-mail was sent";
      return closed({ type: "fixed", text }, entry);
    }
    if (event.type !== "CustomerNotificationFailed" || event.data.code === ASKED_AGAIN) continue;
    if (event.data.permanent) return closed(failedAgain(event.data.code, askedAt, all), entry);
    ran ??= entry;
  }
  return { result: { type: "waiting" }, ran, closedAt: null };
}

function closed(result: Outcome["result"], entry: SagaEntry): Outcome {
  return { result, ran: entry, closedAt: entry.event.at };
}

function failedAgain(code: string, askedAt: number, all: readonly SagaEntry[]): Outcome["result"] {
  const before = all.findLast(
    ({ event }) =>
      event.at <= askedAt &&
      event.type === "CustomerNotificationFailed" &&
      event.data.code !== ASKED_AGAIN,
  );
  const isSame =
    before?.event.type === "CustomerNotificationFailed" && before.event.data.code === code;
  const clause = codeClause(code, PARTNER_NAME.notifications);
  return isSame
    ? { type: "same_error", text: `Same error again: ${clause}` }
    : { type: "new_error", text: `New error: ${clause}` };
}
