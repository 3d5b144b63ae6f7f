import {
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePause,
  CircleSlash,
  CircleStop,
  type LucideIcon,
} from "lucide-react";
import type { BulkState } from "#server/operations/bulk/views";

const looks: Record<BulkState, { word: string; icon: LucideIcon; box: string }> = {
  frozen: { word: "Not started", icon: CircleDashed, box: "text-idle" },
  running: { word: "Running", icon: CircleDot, box: "text-work" },
  paused: { word: "Paused", icon: CirclePause, box: "st-1 bg-idle-bg text-idle" },
  stopped: { word: "Stopped", icon: CircleSlash, box: "st-1 bg-idle-bg text-idle" },
  stopped_itself: {
    word: "Stopped itself",
    icon: CircleStop,
    box: "st-2 border border-act/55 bg-act-bg text-act",
  },
  done: { word: "Done", icon: CircleCheck, box: "text-done" },
};

/** The state of an operation: loud only when it stopped itself. */
export function BulkStateBadge({ state }: { state: BulkState }) {
  const { word, icon: Icon, box } = looks[state];
  return (
    <span className={`st ${box}`} data-status={state}>
      <Icon strokeWidth={1.75} aria-hidden />
      {word}
    </span>
  );
}
