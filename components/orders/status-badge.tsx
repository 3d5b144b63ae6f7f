import {
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePause,
  CircleQuestionMark,
  CircleSlash,
  type LucideIcon,
  MailWarning,
  OctagonAlert,
  OctagonX,
  RotateCw,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import type { LiveStatus, StatusView } from "#server/operations/situation/views";

type Volume = "quiet" | "tinted" | "bordered";
type Tone = "idle" | "work" | "wait" | "unknown" | "act" | "done";
type Look = { word: string; icon: LucideIcon; tone: Tone; volume: Volume };

/** The one place that knows the word, shape, tone and volume of each state. */
const statusLooks: Record<LiveStatus, Look> = {
  scheduled: { word: "Scheduled", icon: CircleDashed, tone: "idle", volume: "quiet" },
  running: { word: "Running", icon: CircleDot, tone: "work", volume: "quiet" },
  retrying: { word: "Retrying", icon: RotateCw, tone: "wait", volume: "tinted" },
  stalled: { word: "Stalled", icon: TriangleAlert, tone: "wait", volume: "tinted" },
  outcome_unknown: {
    word: "Outcome unknown",
    icon: CircleQuestionMark,
    tone: "unknown",
    volume: "tinted",
  },
  on_hold: { word: "On hold", icon: CirclePause, tone: "idle", volume: "tinted" },
  undoing: { word: "Undoing", icon: Undo2, tone: "work", volume: "tinted" },
  needs_a_person: { word: "Needs a person", icon: OctagonAlert, tone: "act", volume: "bordered" },
  undo_stopped: { word: "Undo stopped", icon: OctagonAlert, tone: "act", volume: "bordered" },
  undo_refused: { word: "Undo refused", icon: OctagonX, tone: "act", volume: "bordered" },
  customer_not_told: {
    word: "Customer not told",
    icon: MailWarning,
    tone: "wait",
    volume: "tinted",
  },
  completed: { word: "Completed", icon: CircleCheck, tone: "done", volume: "quiet" },
  cancelled: { word: "Cancelled", icon: CircleSlash, tone: "idle", volume: "quiet" },
};

const inkClasses: Record<Tone, string> = {
  idle: "text-idle",
  work: "text-work",
  wait: "text-wait",
  unknown: "text-unknown",
  act: "text-act",
  done: "text-done",
};
const tintClasses: Record<Tone, string> = {
  idle: "bg-idle-bg",
  work: "bg-work-bg",
  wait: "bg-wait-bg",
  unknown: "bg-unknown-bg",
  act: "bg-act-bg",
  done: "bg-done-bg",
};

/** The word of every state, in the order of the status system. */
export function statusWords(): Record<LiveStatus, string> {
  const words = Object.entries(statusLooks).map(([status, { word }]) => [status, word]);
  // One word for each key of the Record above, so the keys are the union.
  return Object.fromEntries(words) as Record<LiveStatus, string>;
}

/** `Undoing 2 of 3`: the word of a state with its progress. */
export function statusWord({ status, progress }: StatusView): string {
  const { word } = statusLooks[status];
  return progress === null ? word : `${word} ${progress.done} of ${progress.of}`;
}

/** A state as a badge. Quiet when all is well, boxed when a person must act. */
export function StatusBadge({ status }: { status: StatusView }) {
  const { icon: Icon, tone, volume } = statusLooks[status.status];
  const word = statusWord(status);
  const box =
    volume === "quiet"
      ? inkClasses[tone]
      : volume === "tinted"
        ? `st-1 ${inkClasses[tone]} ${tintClasses[tone]}`
        : "st-2 border border-act/55 bg-act-bg text-act";
  return (
    <span className={`st ${box}`} data-status={status.status}>
      <Icon strokeWidth={1.75} aria-hidden />
      {volume === "quiet" ? <span className="text-foreground">{word}</span> : word}
    </span>
  );
}

/** The word of a state without its progress. */
export const wordOf = (status: LiveStatus): string => statusLooks[status].word;

/** The icon alone, where a word or a sentence beside it says the rest. */
export function StatusIcon({
  status,
  size = "size-5",
}: {
  status: LiveStatus;
  size?: "size-3.5" | "size-4" | "size-5";
}) {
  const { icon: Icon, tone } = statusLooks[status];
  return (
    <span className={`inline-flex ${inkClasses[tone]}`}>
      <Icon className={`${size} shrink-0`} strokeWidth={1.75} aria-hidden />
    </span>
  );
}
