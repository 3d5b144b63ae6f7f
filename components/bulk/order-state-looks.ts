import {
  Check,
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleX,
  Ellipsis,
  type LucideIcon,
  Minus,
  OctagonX,
  TriangleAlert,
  X,
} from "lucide-react";
import type { BulkKind, BulkOrderState } from "#server/operations/bulk/views";

type Look = {
  word: string;
  cell: string;
  bar: string;
  cellIcon: LucideIcon | null;
  icon: LucideIcon;
  tone: string;
};

/** The one place that knows word, shape and tone of what became of an order. */
export const orderStateLooks: Record<BulkOrderState, Look> = {
  fixed: {
    word: "fixed",
    cell: "border-done/40 bg-done-bg text-done",
    bar: "bg-done",
    cellIcon: Check,
    icon: CircleCheck,
    tone: "text-done",
  },
  same_error: {
    word: "same error",
    cell: "border-act/50 bg-act-bg text-act",
    bar: "bg-act",
    cellIcon: X,
    icon: CircleX,
    tone: "text-act",
  },
  new_error: {
    word: "new error",
    cell: "border-act/50 bg-act-bg text-act",
    bar: "bg-chart-3",
    cellIcon: TriangleAlert,
    icon: OctagonX,
    tone: "text-act",
  },
  no_effect: {
    word: "no effect seen",
    cell: "border-unknown/40 bg-unknown-bg text-unknown",
    bar: "bg-unknown",
    cellIcon: CircleQuestionMark,
    icon: CircleQuestionMark,
    tone: "text-unknown",
  },
  refused: {
    word: "refused",
    cell: "border-input bg-idle-bg text-idle",
    bar: "bg-chart-5",
    cellIcon: Minus,
    icon: OctagonX,
    tone: "text-idle",
  },
  asked: {
    word: "waiting for the result",
    cell: "border-work/40 bg-work-bg text-work",
    bar: "bg-work",
    cellIcon: Ellipsis,
    icon: CircleDashed,
    tone: "text-muted-foreground",
  },
  untouched: {
    word: "untouched",
    cell: "border-dashed border-input",
    bar: "",
    cellIcon: null,
    icon: CircleDashed,
    tone: "text-muted-foreground",
  },
};

export const ORDER_STATES = [
  "fixed",
  "same_error",
  "new_error",
  "no_effect",
  "refused",
  "asked",
  "untouched",
] as const satisfies readonly BulkOrderState[];

export function stateWord(state: BulkOrderState, kind: BulkKind): string {
  return state === "fixed" && kind === "undo" ? "undone" : orderStateLooks[state].word;
}
