import { CircleCheck, CircleDashed, CircleQuestionMark } from "lucide-react";
import type { WorldEffect } from "#server/operations/world/views";
import { Time } from "@/components/time/time";

/** Below an effect: why it cannot be asked about now, or what became of the newest question. */
export function CheckLine({ effect }: { effect: WorldEffect }) {
  const { check, mayCheck } = effect;
  if (check === null) {
    if (mayCheck === null || mayCheck.allowed) return null;
    return <span className="block text-xs text-muted-foreground">{mayCheck.because}</span>;
  }
  const { answer } = check;
  const Icon = answer === null ? CircleDashed : answer.proven ? CircleCheck : CircleQuestionMark;
  return (
    <span
      className="mt-0.5 flex items-start gap-1.5 text-xs text-muted-foreground max-lg:[&_time]:whitespace-normal"
      role="status"
    >
      <Icon className="mt-px size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
      <span className="text-pretty">
        {answer === null ? (
          <>
            Asked by {check.askedBy}, <Time at={check.askedAt} />. The answer comes in a moment.
          </>
        ) : (
          <>
            {answer.text} <Time at={answer.at} />, asked by {check.askedBy}.
          </>
        )}
      </span>
    </span>
  );
}
