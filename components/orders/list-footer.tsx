import { ChevronLeft, RotateCw } from "lucide-react";
import Link from "next/link";
import type { ListedCount, ListedPage } from "#server/operations/list/views";
import { formatCount, formatNumber } from "@/components/console/count";
import { Time } from "@/components/time/time";
import { type ListAddress, listAddress } from "./list-address.ts";
import { PAGE_SIZE } from "./list-reads.ts";

type Footer = {
  list: ListAddress;
  /** The last page that is loaded. */
  page: ListedPage;
  rowCount: number;
  total: ListedCount | undefined;
  renewing: boolean;
  loadingMore: boolean;
  moreFailed: boolean;
  onMore: () => void;
};

/** How many rows of how many, counted when, and the way to those behind them. */
export function ListFooter(props: Footer) {
  const { list, page } = props;
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-t px-4 py-1 text-xs text-muted-foreground">
      <span className="flex items-center gap-1.5">
        {props.renewing ? (
          <RotateCw className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
        ) : null}
        <span>
          {rowWords(props)}, counted <Time at={props.total?.asOf ?? page.asOf} />
          {props.renewing ? "; counting again" : ""}
          {page.searched === null
            ? ""
            : `. Looked through ${formatNumber(page.searched)} orders for them; there may be more`}
        </span>
      </span>
      <span className="ml-auto flex items-center gap-2">
        <span role="status" className="text-act">
          {props.moreFailed ? "The next rows could not be loaded. Press again." : ""}
        </span>
        {list.after === null ? null : (
          <Link className="btn btn-ghost btn-sm !px-2" href={listAddress({ ...list, after: null })}>
            <ChevronLeft className="size-4" strokeWidth={1.75} aria-hidden />
            First page
          </Link>
        )}
        {page.nextCursor === null ? null : (
          <button
            type="button"
            className="btn btn-outline btn-sm"
            aria-disabled={props.loadingMore}
            onClick={props.loadingMore ? undefined : props.onMore}
          >
            {page.searched === null ? `Show ${PAGE_SIZE} more` : "Look further"}
          </button>
        )}
      </span>
    </div>
  );
}

/** `18 rows`, `The first 50 of 1,284 rows`, `50 of 10,000 or more rows`. */
function rowWords({ list, page, rowCount, total }: Footer): string {
  const rows = formatNumber(rowCount);
  if (list.after === null && page.nextCursor === null) {
    return rowCount === 1 ? "1 row" : `${rows} rows`;
  }
  const of = total === undefined ? "" : ` of ${formatCount(total)}`;
  return `${list.after === null ? "The first " : ""}${rows}${of} rows`;
}
