"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { formatCount } from "@/components/console/count";
import { hideColumns } from "@/components/orders/columns";
import { listAddress } from "@/components/orders/list-address";
import { useSavedViewCounts, useSavedViews } from "./use-saved-views.ts";

/** The saved views in the sidebar, with how many orders each holds. Nothing while there is none. */
export function SavedViewsNav() {
  const views = useSavedViews() ?? [];
  const counts = useSavedViewCounts(views.length > 0);
  const pathname = usePathname();
  const query = useSearchParams().toString();
  if (views.length === 0) return null;
  const here = query === "" ? pathname : `${pathname}?${query}`;
  return (
    <nav
      aria-label="Saved views"
      className="mt-4 flex min-h-0 flex-col gap-px overflow-y-auto px-2"
    >
      <p className="px-2 pb-1 text-xs text-muted-foreground">Saved views</p>
      {views.map(({ viewId, name, wish, hiddenColumns }) => {
        const href = listAddress({ ...wish, after: null });
        const count = counts?.[viewId];
        // The address of the browser may spell a comma in two ways.
        const isHere = decodeURIComponent(here) === decodeURIComponent(href);
        return (
          <Link
            key={viewId}
            href={href}
            onClick={() => hideColumns(hiddenColumns)}
            aria-current={isHere ? "page" : undefined}
            className={`flex h-7 shrink-0 items-center gap-2 rounded-md px-2 ${isHere ? "bg-sidebar-accent text-sidebar-accent-foreground" : "hover:bg-sidebar-accent/60"}`}
          >
            <span className="truncate">{name}</span>
            <span className="ml-auto whitespace-nowrap text-xs text-muted-foreground">
              {count === undefined ? "" : formatCount(count)}
            </span>
          </Link>
        );
      })}
    </nav>
  );
}
