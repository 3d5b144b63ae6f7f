"use client";

import { RotateCw, Undo2 } from "lucide-react";
import type { BulkKind } from "#server/operations/bulk/views";
import type { ListedCount } from "#server/operations/list/views";
import { BULK_MOST, whyNotBulk } from "@/components/bulk/bulk-limits";
import { formatNumber } from "@/components/console/count";
import { Kbd } from "@/components/console/kbd";
import { usePerson } from "@/components/console/person";
import type { Selection } from "./selection.ts";

type Props = {
  selection: Selection;
  /** How many orders the view holds, as far as it is counted. */
  total: ListedCount | undefined;
  selecting: boolean;
  failed: boolean;
  onSelectAll: () => void;
  onBulk: (kind: BulkKind) => void;
  onClear: () => void;
};

/** Floats at the bottom while orders are chosen: how many, all of the view, and what can be done with them. */
export function BulkBar(props: Props) {
  const { selection } = props;
  const { role } = usePerson();
  const count = selection.chosen.size;
  const off = {
    retry: whyNotBulk({ kind: "retry", count, role }),
    undo: whyNotBulk({ kind: "undo", count, role }),
  };
  const reason = off.retry ?? off.undo;
  return (
    <>
      <p role="status" className="sr-only">
        {count === 0 ? "" : `${formatNumber(count)} selected. ${wholeWords(selection)}`}
      </p>
      {count === 0 ? null : (
        <>
          {/* The last rows can be scrolled out from under the bar. */}
          <div className="h-24 md:h-16" aria-hidden="true" />
          <div className="pointer-events-none fixed inset-x-0 bottom-[calc(56px+env(safe-area-inset-bottom))] z-20 flex justify-center md:bottom-5 md:left-[208px] md:px-6">
            <section
              aria-label="Selected orders"
              className="pointer-events-auto grid w-full gap-x-3 gap-y-1.5 border-t bg-popover px-3 py-2 shadow-[var(--shadow-pop)] md:w-auto md:rounded-lg md:border"
            >
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
                <span className="font-medium whitespace-nowrap">
                  {formatNumber(count)} selected
                </span>
                <AllOfIt {...props} />
                <span className="flex w-full gap-2 md:w-auto md:border-l md:pl-3">
                  <BulkButton kind="retry" off={off.retry} onBulk={props.onBulk} />
                  <BulkButton kind="undo" off={off.undo} onBulk={props.onBulk} />
                  <button
                    type="button"
                    className="btn btn-ghost btn-sm max-md:!h-11 md:!px-2"
                    onClick={props.onClear}
                  >
                    Clear
                    <span className="hidden md:inline">
                      <Kbd>Esc</Kbd>
                    </span>
                  </button>
                </span>
              </div>
              {reason === null ? null : (
                <p id={REASON} className="text-xs text-muted-foreground">
                  {reason}
                </p>
              )}
            </section>
          </div>
        </>
      )}
    </>
  );
}

const REASON = "bulk-bar-reason";

function BulkButton(props: {
  kind: BulkKind;
  off: string | null;
  onBulk: (kind: BulkKind) => void;
}) {
  const { kind, off } = props;
  const isRetry = kind === "retry";
  const Icon = isRetry ? RotateCw : Undo2;
  return (
    <button
      type="button"
      className={`btn btn-sm max-md:!h-11 max-md:flex-1 ${isRetry ? "btn-primary" : "btn-outline"}`}
      aria-disabled={off !== null}
      aria-describedby={off === null ? undefined : REASON}
      onClick={() => (off === null ? props.onBulk(kind) : undefined)}
    >
      <Icon className="size-3.5" strokeWidth={1.75} aria-hidden />
      {isRetry ? "Retry…" : "Undo…"}
    </button>
  );
}

/** A press of its own: all of the view, or the first thousand of it. */
function AllOfIt(props: Props) {
  const { selection, total } = props;
  if (selection.whole !== null) {
    return <span className="text-xs text-muted-foreground">{wholeWords(selection)}</span>;
  }
  if (props.failed) {
    return (
      <button type="button" className="lnk text-xs" onClick={props.onSelectAll}>
        The view could not be read. Try again
      </button>
    );
  }
  if (total !== undefined && !total.atLeast && total.count <= selection.chosen.size) return null;
  return (
    <button
      type="button"
      className="text-xs font-medium text-link hover:underline"
      aria-disabled={props.selecting}
      onClick={props.onSelectAll}
    >
      {allWords(total)}
    </button>
  );
}

function allWords(total: ListedCount | undefined): string {
  if (total === undefined || (total.atLeast && total.count < BULK_MOST)) {
    return "Select all in this view";
  }
  return total.count > BULK_MOST
    ? `Select the first ${formatNumber(BULK_MOST)} in this view`
    : `Select all ${formatNumber(total.count)} in this view`;
}

function wholeWords({ whole, chosen }: Selection): string {
  if (whole === null) return "";
  if (!whole.hasMore) return "All of this view.";
  // A filter that finds little stops looking before it has seen all.
  const more = chosen.size < BULK_MOST ? "may hold" : "holds";
  return `The first ${formatNumber(chosen.size)} of this view; it ${more} more.`;
}
