"use client";

import { useInboxCounts } from "./use-inbox-counts.ts";

/** `46`, `99+` where there is room for no more; nothing while nobody is needed. */
export function InboxCount({ className }: { className: string }) {
  const { counts } = useInboxCounts();
  const all = counts?.counts.all;
  if (all === undefined || all.count === 0) return null;
  const text = all.count > 999 ? "999+" : String(all.count);
  return (
    <span
      className={`rounded-sm bg-act-solid font-medium text-act-solid-foreground ${className}`}
      data-inbox-count={all.count}
    >
      {text}
      <span className="sr-only"> orders</span>
    </span>
  );
}
