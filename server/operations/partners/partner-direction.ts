import type { PartnerStatusRow } from "#db/queries/partners";
import { codeClause } from "../situation/code-words.ts";
import { PARTNER_NAME, sentenceCase } from "./partner-words.ts";
import type { PartnerDirectionView } from "./views.ts";

const WELL = { state: "calls_leave", why: null, since: null, triedNextAt: null, tries: 0 } as const;

/** One direction of a partner, as a person reads it: whether calls leave, and if not, why and until when. */
export function directionView(
  status: PartnerStatusRow,
  { now, orders }: { now: number; orders: PartnerDirectionView["orders"] },
): PartnerDirectionView {
  return { direction: status.direction, orders, ...standing(status, now) };
}

function standing(
  status: PartnerStatusRow,
  now: number,
): Omit<PartnerDirectionView, "direction" | "orders"> {
  const { circuitCause: cause, circuitCode, openedAt, probeAt, heldSince, reopeningSince } = status;
  const isWaitOver = cause === "asked_to_wait" && probeAt !== null && probeAt.getTime() <= now;
  const why = circuitCode === null ? null : codeClause(circuitCode, PARTNER_NAME[status.partner]);
  const since = (openedAt ?? heldSince)?.toISOString() ?? null;
  const open = { why: why && `${sentenceCase(why)}.`, since, tries: status.failedProbes };
  if (reopeningSince !== null) return { ...open, state: "reopening", triedNextAt: null };
  if (heldSince !== null) {
    return {
      state: "held",
      why: null,
      since: heldSince.toISOString(),
      triedNextAt: null,
      tries: 0,
    };
  }
  if (cause === null || isWaitOver) return WELL;
  return { ...open, state: cause, triedNextAt: probeAt?.toISOString() ?? null };
}
