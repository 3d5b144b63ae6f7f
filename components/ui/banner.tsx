import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type Tone = "act" | "wait" | "idle";

const toneClasses: Record<Tone, string> = {
  act: "bg-act-bg text-act",
  wait: "bg-wait-bg text-wait",
  idle: "bg-muted text-muted-foreground",
};

/** One line across the page about the page itself. */
export function Banner(props: {
  tone: Tone;
  icon: LucideIcon;
  children: ReactNode;
  action?: ReactNode;
}) {
  const Icon = props.icon;
  return (
    <div
      role="status"
      className={`flex min-h-9 items-center gap-2 border-b px-3 py-1 md:px-6 ${toneClasses[props.tone]}`}
    >
      <Icon className="size-4 shrink-0" strokeWidth={1.75} aria-hidden />
      <p className="min-w-0 text-foreground">{props.children}</p>
      {props.action === undefined ? null : <span className="ml-auto shrink-0">{props.action}</span>}
    </div>
  );
}
