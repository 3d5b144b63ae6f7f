import {
  BellOff,
  Check,
  CircleCheck,
  CircleDot,
  Clock,
  type LucideIcon,
  RotateCw,
} from "lucide-react";
import type { FailureRow, FailureStatus } from "#server/operations/failures/views";
import { Time } from "@/components/time/time";

const looks: Record<FailureStatus, { icon: LucideIcon; tone: string }> = {
  new: { icon: CircleDot, tone: "font-medium text-act" },
  came_back: { icon: RotateCw, tone: "font-medium text-act" },
  known: { icon: Check, tone: "text-muted-foreground" },
  waiting_for_partner: { icon: Clock, tone: "text-muted-foreground" },
  fixed: { icon: CircleCheck, tone: "text-done" },
  ignored: { icon: BellOff, tone: "text-muted-foreground" },
};

/** How a group stands: loud only while nobody has looked at it. */
export function FailureStatusMark({
  row,
}: {
  row: Pick<FailureRow, "status" | "statusWord" | "ignoredUntil">;
}) {
  const { icon: Icon, tone } = looks[row.status];
  return (
    <span
      className={`inline-flex items-center gap-1.5 align-middle ${tone}`}
      data-status={row.status}
    >
      <Icon className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
      <span>
        {row.statusWord}
        {row.ignoredUntil === null ? null : (
          <>
            {" until "}
            <Time at={row.ignoredUntil} />
          </>
        )}
      </span>
    </span>
  );
}
