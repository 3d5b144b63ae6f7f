import Link from "next/link";
import type { ListFilter, OrderCounts } from "#server/operations/list/views";
import { formatCount } from "@/components/console/count";
import { filters } from "./filters.ts";
import { listAddress, plainList } from "./list-address.ts";

/** The usual questions as links with their counts; the one that is open is marked. */
export function StateTabs(props: { current: ListFilter; counts: OrderCounts | undefined }) {
  return (
    <nav
      aria-label="Orders by state"
      className="-mx-3 mb-2.5 flex gap-1 overflow-x-auto border-b px-3 md:mx-0 md:px-0"
    >
      {filters.map(({ filter, label }) => {
        const here = filter === props.current;
        const count = props.counts?.counts[filter];
        return (
          <Link
            key={filter}
            href={listAddress(plainList(filter))}
            aria-current={here ? "page" : undefined}
            className={`-mb-px flex h-8 shrink-0 items-center gap-1.5 border-b-2 px-2 ${here ? "border-foreground font-medium" : "border-transparent text-muted-foreground hover:text-foreground"}`}
          >
            {label}
            {/* Wide enough for the usual count, so that the tabs stay where they are when it comes. */}
            <span className={`min-w-4 text-xs ${here ? "" : "text-muted-foreground"}`}>
              {count === undefined ? "" : formatCount(count)}
            </span>
          </Link>
        );
      })}
    </nav>
  );
}
