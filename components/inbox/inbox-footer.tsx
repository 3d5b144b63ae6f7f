import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { InboxOwnerFilter } from "#server/operations/inbox/views";
import type { BoundedCount } from "#server/operations/list/views";
import { formatCount, formatNumber } from "@/components/console/count";
import { Time } from "@/components/time/time";
import { inboxAddress } from "./owners.ts";

/** How many rows of how many, counted when, and the way to the pages beside this one. */
export function InboxFooter(props: {
  owner: InboxOwnerFilter;
  cursor: string | null;
  nextCursor: string | null;
  rowCount: number;
  total: BoundedCount | undefined;
  asOf: string;
}) {
  const back = props.cursor === null ? null : inboxAddress(props.owner);
  const on = props.nextCursor === null ? null : inboxAddress(props.owner, props.nextCursor);
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-t px-4 py-1 text-xs text-muted-foreground">
      <span>
        {rowWords(props)}, counted <Time at={props.asOf} />
      </span>
      {back === null && on === null ? null : (
        <nav aria-label="Pages of the list" className="ml-auto flex gap-1">
          <PageLink href={back}>
            <ChevronLeft className="size-4" strokeWidth={1.75} aria-hidden />
            Most urgent
          </PageLink>
          <PageLink href={on}>
            Less urgent
            <ChevronRight className="size-4" strokeWidth={1.75} aria-hidden />
          </PageLink>
        </nav>
      )}
    </div>
  );
}

function PageLink({ href, children }: { href: string | null; children: React.ReactNode }) {
  if (href === null) {
    return (
      <span className="btn btn-sm !border-transparent !bg-transparent !px-2" aria-disabled="true">
        {children}
      </span>
    );
  }
  return (
    <Link className="btn btn-ghost btn-sm !px-2" href={href}>
      {children}
    </Link>
  );
}

/** `7 orders`, `The most urgent 50 of 1,284 orders`, `50 of 10,000 or more orders`. */
function rowWords(props: {
  rowCount: number;
  total: BoundedCount | undefined;
  cursor: string | null;
  nextCursor: string | null;
}): string {
  const rows = formatNumber(props.rowCount);
  const all = props.cursor === null && props.nextCursor === null;
  if (all) return props.rowCount === 1 ? "1 order" : `${rows} orders`;
  const of = props.total === undefined ? "" : ` of ${formatCount(props.total)}`;
  return `${props.cursor === null ? "The most urgent " : ""}${rows}${of} orders`;
}
