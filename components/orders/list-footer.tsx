import { ChevronLeft, ChevronRight, RotateCw } from "lucide-react";
import Link from "next/link";
import type { BoundedCount, ListFilter } from "#server/operations/views";
import { formatCount, formatNumber } from "@/components/console/count";
import { Time } from "@/components/time/time";
import { listAddress } from "./filters.ts";

/** How many rows of how many, counted when, and the way to the pages beside this one. */
export function ListFooter(props: {
  filter: ListFilter;
  cursor: string | null;
  nextCursor: string | null;
  rowCount: number;
  total: BoundedCount | undefined;
  asOf: string;
  renewing: boolean;
}) {
  const first = props.cursor === null;
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-t px-4 py-1 text-xs text-muted-foreground">
      <span className="flex items-center gap-1.5">
        {props.renewing ? (
          <RotateCw className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
        ) : null}
        <span>
          {rowWords(props)}, counted <Time at={props.asOf} />
          {props.renewing ? "; counting again" : ""}
        </span>
      </span>
      <nav aria-label="Pages of the list" className="ml-auto flex gap-1">
        {first ? (
          <span
            className="btn btn-sm !border-transparent !bg-transparent !px-2"
            aria-disabled="true"
          >
            <ChevronLeft className="size-4" strokeWidth={1.75} aria-hidden />
            Newest
          </span>
        ) : (
          <Link className="btn btn-ghost btn-sm !px-2" href={listAddress(props.filter)}>
            <ChevronLeft className="size-4" strokeWidth={1.75} aria-hidden />
            Newest
          </Link>
        )}
        {props.nextCursor === null ? (
          <span
            className="btn btn-sm !border-transparent !bg-transparent !px-2"
            aria-disabled="true"
          >
            Older
            <ChevronRight className="size-4" strokeWidth={1.75} aria-hidden />
          </span>
        ) : (
          <Link
            className="btn btn-ghost btn-sm !px-2"
            href={listAddress(props.filter, props.nextCursor)}
          >
            Older
            <ChevronRight className="size-4" strokeWidth={1.75} aria-hidden />
          </Link>
        )}
      </nav>
    </div>
  );
}

/** `18 rows`, `The newest 50 of 1,284 rows`, `50 of 10,000 or more rows`. */
function rowWords(props: {
  rowCount: number;
  total: BoundedCount | undefined;
  cursor: string | null;
  nextCursor: string | null;
}): string {
  const all = props.cursor === null && props.nextCursor === null;
  const rows = formatNumber(props.rowCount);
  if (all) return props.rowCount === 1 ? "1 row" : `${rows} rows`;
  const of = props.total === undefined ? "" : ` of ${formatCount(props.total)}`;
  return `${props.cursor === null ? "The newest " : ""}${rows}${of} rows`;
}
