import { Check, CircleQuestionMark, CircleX, type LucideIcon, OctagonX } from "lucide-react";
import type { TimelineItem } from "#server/operations/timeline/views";
import { Time } from "@/components/time/time";

type Attempt = TimelineItem["attempts"][number];

const marks: Record<Attempt["tone"], { icon: LucideIcon; ink: string }> = {
  wait: { icon: CircleX, ink: "text-wait" },
  unknown: { icon: CircleQuestionMark, ink: "text-unknown" },
  done: { icon: Check, ink: "text-done" },
  act: { icon: OctagonX, ink: "text-act" },
};

/** The tries behind one line of the timeline, oldest first. */
export function TimelineAttempts({ attempts }: { attempts: readonly Attempt[] }) {
  if (attempts.length === 0) return null;
  return (
    <ul className="mt-1 divide-y rounded-md border">
      {attempts.map((attempt) => {
        const { icon: Icon, ink } = marks[attempt.tone];
        return (
          <li
            key={`${attempt.at} ${attempt.label}`}
            className="flex flex-wrap items-center gap-x-2 px-2.5 py-1 text-xs sm:flex-nowrap"
          >
            <Icon className={`size-3.5 shrink-0 ${ink}`} strokeWidth={1.75} aria-hidden />
            <span className="whitespace-nowrap font-medium">{attempt.label}</span>
            <span className="order-1 min-w-0 basis-full pl-[22px] text-muted-foreground sm:order-none sm:basis-auto sm:pl-0">
              {attempt.text}
            </span>
            <span className="ml-auto whitespace-nowrap text-muted-foreground">
              <Time at={attempt.at} form="clock" />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
