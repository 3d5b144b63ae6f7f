import { CircleCheck, CircleX } from "lucide-react";
import type { PublicStatus } from "#server/operations/system/views";
import { ClockNow } from "@/components/time/clock-now";

/** Below the form: whether signing in can lead anywhere, to which version, and what time it is. */
export function SystemFoot({ isUp, version }: Pick<PublicStatus, "isUp" | "version">) {
  const Icon = isUp ? CircleCheck : CircleX;
  return (
    <footer className="flex min-h-10 flex-wrap items-center gap-x-5 gap-y-1 border-t px-4 py-2 text-xs text-muted-foreground md:px-6">
      <span className="flex items-center gap-1.5">
        <Icon
          className={`size-3.5 shrink-0 ${isUp ? "text-done" : "text-act"}`}
          strokeWidth={1.75}
          aria-hidden
        />
        {isUp ? "System is up" : "The database does not answer; nobody can sign in"}
      </span>
      <span>Version {version}</span>
      <ClockNow />
    </footer>
  );
}
