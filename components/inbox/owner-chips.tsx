import Link from "next/link";
import type { InboxCounts, InboxOwnerFilter } from "#server/operations/inbox/views";
import { formatCount } from "@/components/console/count";
import { inboxAddress, owners } from "./owners.ts";

/** All, mine, or nobody's, as links with their counts. */
export function OwnerChips(props: {
  current: InboxOwnerFilter;
  counts: InboxCounts["counts"] | undefined;
}) {
  return (
    <nav
      aria-label="Orders by who has them"
      className="-mx-3 mb-3 flex gap-1 overflow-x-auto border-b px-3 md:mx-0 md:px-0"
    >
      {owners.map(({ owner, label }) => {
        const here = owner === props.current;
        const count = props.counts?.[owner];
        return (
          <Link
            key={owner}
            href={inboxAddress(owner)}
            aria-current={here ? "page" : undefined}
            className={`-mb-px flex h-8 shrink-0 items-center gap-1.5 border-b-2 px-2 ${here ? "border-foreground font-medium" : "border-transparent text-muted-foreground hover:text-foreground"}`}
          >
            {label}
            <span className={`min-w-4 text-xs ${here ? "" : "text-muted-foreground"}`}>
              {count === undefined ? "" : formatCount(count)}
            </span>
          </Link>
        );
      })}
    </nav>
  );
}
