import type { PartnerStatusRow } from "#db/queries/partners";
import { codeClause } from "./code-words.ts";
import { PARTNER_NAME, sentenceCase } from "./partner-words.ts";
import type { PartnerDirectionView } from "./views.ts";

/** One direction of a partner, as a person reads it: whether calls leave, and if not, why and until when. */
export function directionView(status: PartnerStatusRow, now: number): PartnerDirectionView {
  const { direction, circuitCause: cause, circuitCode, openedAt, probeAt } = status;
  const { heldSince, reopeningSince } = status;
  const isWaitOver = cause === "asked_to_wait" && probeAt !== null && probeAt.getTime() <= now;
  const why = circuitCode === null ? null : codeClause(circuitCode, PARTNER_NAME[status.partner]);
  const since = (openedAt ?? heldSince)?.toISOString() ?? null;
  const open = {
    direction,
    why: why && `${sentenceCase(why)}.`,
    since,
    tries: status.failedProbes,
  };
  if (reopeningSince !== null) return { ...open, state: "reopening", triedNextAt: null };
  if (heldSince !== null) {
    return { direction, state: "held", why: null, since, triedNextAt: null, tries: 0 };
  }
  if (cause === null || isWaitOver) {
    return { direction, state: "calls_leave", why: null, since: null, triedNextAt: null, tries: 0 };
  }
  return { ...open, state: cause, triedNextAt: probeAt?.toISOString() ?? null };
}
