import {
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleQuestionMark,
  Clock,
  type LucideIcon,
  Undo2,
} from "lucide-react";
import type { EffectState } from "#server/operations/world/views";

const marks: Record<EffectState, { icon: LucideIcon; ink: string }> = {
  open: { icon: CircleDot, ink: "font-medium text-work" },
  undone: { icon: Undo2, ink: "text-idle" },
  unknown: { icon: CircleQuestionMark, ink: "font-medium text-unknown" },
  lapsed: { icon: Clock, ink: "text-idle" },
  asked: { icon: CircleDashed, ink: "text-idle" },
  not_sent: { icon: CircleDashed, ink: "text-idle" },
  not_made: { icon: CircleDashed, ink: "text-idle" },
  never_asked: { icon: CircleDashed, ink: "text-idle" },
  told: { icon: CircleCheck, ink: "text-idle" },
};

/** What an effect in the world is now: shape, tone and word. */
export function EffectMark({ state, word }: { state: EffectState; word: string }) {
  const { icon: Icon, ink } = marks[state];
  return (
    <span className={`inline-flex items-center gap-1.5 align-middle ${ink}`}>
      <Icon className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
      {word}
    </span>
  );
}
