import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** What was looked for, what is so, and the nearest way out. No picture. */
export function EmptyState(props: {
  icon: LucideIcon;
  title: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
  heading?: "h1" | "h2";
}) {
  const Icon = props.icon;
  const Heading = props.heading ?? "h2";
  return (
    <div className="flex min-h-[180px] flex-col items-start justify-center gap-1 px-6 py-6">
      <Icon className="mb-1 size-5 shrink-0 text-muted-foreground" strokeWidth={1.75} aria-hidden />
      <Heading className="text-sm">{props.title}</Heading>
      <p className="max-w-[56ch] text-muted-foreground">{props.children}</p>
      {props.actions === undefined ? null : (
        <div className="mt-2 flex flex-wrap items-center gap-2">{props.actions}</div>
      )}
    </div>
  );
}
