import {
  Check,
  Circle,
  CircleDashed,
  CircleDot,
  CircleQuestionMark,
  Hand,
  type LucideIcon,
  Minus,
  OctagonAlert,
  OctagonX,
  RotateCw,
  Undo2,
} from "lucide-react";
import type { LaneState } from "#server/operations/timeline/views";

type Mark = { icon: LucideIcon; ring: string; ink: string };

const quiet = "border-dashed border-input text-idle";

const forwardMarks: Record<LaneState, Mark> = {
  done: { icon: Check, ring: "border-done bg-done-bg text-done", ink: "" },
  by_hand: { icon: Hand, ring: "border-done bg-done-bg text-done", ink: "" },
  running: { icon: CircleDot, ring: "border-work bg-work-bg text-work", ink: "font-medium" },
  scheduled: { icon: CircleDashed, ring: quiet, ink: "" },
  retrying: {
    icon: RotateCw,
    ring: "border-wait bg-wait-bg text-wait",
    ink: "font-medium text-wait",
  },
  unknown: {
    icon: CircleQuestionMark,
    ring: "border-unknown bg-unknown-bg text-unknown",
    ink: "font-medium text-unknown",
  },
  refused: { icon: OctagonX, ring: "border-act bg-act-bg text-act", ink: "font-medium text-act" },
  needs_a_person: {
    icon: OctagonAlert,
    ring: "border-act bg-act-bg text-act",
    ink: "font-medium text-act",
  },
  not_reached: { icon: Circle, ring: quiet, ink: "text-muted-foreground" },
  not_needed: { icon: Minus, ring: quiet, ink: "text-muted-foreground" },
};

// An undo that is done is no success to be green about: it is quiet, like the cancelled order.
const undoMarks: Record<LaneState, Mark> = {
  ...forwardMarks,
  done: { icon: Undo2, ring: "border-idle bg-idle-bg text-idle", ink: "" },
  by_hand: { icon: Hand, ring: "border-idle bg-idle-bg text-idle", ink: "" },
  not_reached: { icon: Undo2, ring: quiet, ink: "text-muted-foreground" },
  scheduled: { icon: Undo2, ring: quiet, ink: "" },
};

/** How a step of a lane looks: shape and tone of its mark, ink of its word. */
export function laneMark(lane: "forward" | "undo", state: LaneState): Mark {
  return (lane === "forward" ? forwardMarks : undoMarks)[state];
}

/** The round mark of a step. */
export function LaneNodeMark({ lane, state }: { lane: "forward" | "undo"; state: LaneState }) {
  const { icon: Icon, ring } = laneMark(lane, state);
  return (
    <span className={`grid size-6 shrink-0 place-items-center rounded-full border ${ring}`}>
      <Icon className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
    </span>
  );
}
