import { counted } from "../partners/partner-words.ts";
import {
  type BulkActionView,
  type BulkKind,
  type BulkOrderState,
  type BulkState,
  UNDO_LIMIT,
} from "./views.ts";

/** The words of bulk operations. */

export const bulkLabel = (id: number) => `B-${id}`;
export const bulkTitle = (kind: BulkKind) => (kind === "retry" ? "Bulk retry" : "Bulk undo");

export type Counts = Record<BulkOrderState, number>;

/** Whether this person may have so many orders undone. The server asks it again at the start. */
export function mayUndo(wish: {
  kind: BulkKind;
  count: number;
  role: "support" | "admin";
}): BulkActionView {
  if (wish.kind === "retry" || wish.role === "admin" || wish.count <= UNDO_LIMIT) {
    return { allowed: true };
  }
  return {
    allowed: false,
    because: `Only an admin may undo more than ${UNDO_LIMIT} orders at once.`,
  };
}

const FIXED_WORD: Record<BulkKind, string> = { retry: "fixed", undo: "undone" };

/** "2 fixed, 3 same error"; "untouched" where nothing was asked for. */
export function countsInWords(counts: Counts, kind: BulkKind): string {
  const parts = [
    [counts.fixed, FIXED_WORD[kind]],
    [counts.same_error, "same error"],
    [counts.new_error, "new error"],
    [counts.no_effect, "no effect seen"],
    [counts.refused, "refused"],
    [counts.asked, "waiting for the result"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return said.length === 0 ? "untouched" : said.join(", ");
}

type Standing = {
  kind: BulkKind;
  state: BulkState;
  stopCode: "same_error" | "new_errors" | null;
  /** Null: it was the operation itself. */
  stateByName: string | null;
  /** The stage that was refused whole, when the operation paused itself because of it. */
  refused: { size: number; because: string } | null;
  sameErrorLimit: number;
  newErrorLimit: number;
  counts: Counts;
  total: number;
};

/** What is so, in one sentence; the moment is drawn behind it. */
export function headline(standing: Standing): string {
  const { state, counts, total } = standing;
  const stateByName = standing.stateByName ?? "The system";
  const asked = total - counts.untouched;
  switch (state) {
    case "frozen":
      return "The set is fixed; nothing was asked for";
    case "running":
      return asked === 0
        ? "It begins in a moment"
        : `${asked} of ${counted(total, "order")} asked for so far`;
    case "paused":
      return standing.refused === null
        ? `${stateByName} paused it`
        : refusedSentence(standing.refused);
    case "stopped":
      return `${stateByName} stopped it`;
    case "stopped_itself":
      return stopSentence(standing, asked);
    case "done":
      return `All ${counted(total, "order")} were asked for: ${countsInWords(counts, standing.kind)}`;
  }
}

function stopSentence({ stopCode, counts }: Standing, asked: number): string {
  const of = `of ${counted(asked, "order")}`;
  return stopCode === "same_error"
    ? `${counts.same_error} ${of} got the same error again, so it stopped itself`
    : `${counts.new_error + counts.no_effect} ${of} got a new error or showed no effect, so it stopped itself`;
}

function refusedSentence({ size }: { size: number }): string {
  const which =
    size === 1 ? "The only order of the stage was" : `All ${size} orders of the stage were`;
  return `${which} refused, so it paused itself`;
}

function refusedBecause({ refused }: Standing): string {
  if (refused === null) return "";
  const whose = refused.size === 1 ? "The answer" : "The answer of most";
  return `${whose}: “${refused.because}” The stage has tried nothing. `;
}

const failing = (count: number) => `${counted(count, "order")} ${count === 1 ? "fails" : "fail"}`;

/** What follows the headline: what that means for the others. */
export function restSentence(standing: Standing): string {
  const { state, counts } = standing;
  const limit =
    standing.stopCode === "same_error" ? standing.sameErrorLimit : standing.newErrorLimit;
  const rest = untouchedSentence(counts.untouched);
  switch (state) {
    case "frozen":
      return "";
    case "running":
      return `${sentence(countsInWords(counts, standing.kind))} It stops itself when more than ${failing(standing.sameErrorLimit)} with the same error again, or more than ${standing.newErrorLimit} with a new one.`;
    case "paused":
      return `${refusedBecause(standing)}Nothing more is asked for until somebody goes on. ${rest}`;
    case "stopped":
      return rest;
    case "stopped_itself":
      return `The limit was ${limit}. ${rest}`;
    case "done":
      return "";
  }
}

function untouchedSentence(untouched: number): string {
  if (untouched === 0) return "No other order was left.";
  return untouched === 1
    ? "The other order was not touched and has used no attempt."
    : `The other ${untouched.toLocaleString("en-GB")} orders were not touched and have used no attempt.`;
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
