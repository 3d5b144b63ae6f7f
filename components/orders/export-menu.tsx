"use client";

import { Download } from "lucide-react";
import { Popover } from "radix-ui";
import type { ListedCount } from "#server/operations/list/views";
import { formatCount, formatNumber } from "@/components/console/count";
import { type ListAddress, listQuery } from "./list-address.ts";

/** As many as one file holds; more is no work for a table. */
const MOST = 10_000;

/** Says how many rows a file would hold before it is made. */
export function ExportMenu({ list, total }: { list: ListAddress; total: ListedCount | undefined }) {
  return (
    <Popover.Root>
      <Popover.Trigger className="btn btn-outline btn-sm">
        <Download className="size-3.5" strokeWidth={1.75} aria-hidden />
        Export masked CSV
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Export"
          className="pop z-50 w-72 rounded-lg border bg-popover p-3 shadow-[var(--shadow-pop)]"
        >
          <p className="font-medium">{rowsInWords(total)}</p>
          <p className="mt-1 text-xs text-muted-foreground">
            What this list shows, in its order, with names masked as on the screen. Times are in
            UTC.
          </p>
          {total?.count === 0 ? null : (
            <a
              className="btn btn-primary btn-sm mt-3 w-full"
              href={`/api/orders-export?${listQuery(list)}`}
              download
            >
              <Download className="size-3.5" strokeWidth={1.75} aria-hidden />
              Save the file
            </a>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function rowsInWords(total: ListedCount | undefined): string {
  if (total === undefined) return "Counting the rows";
  if (total.count === 0) return "There is no row to export";
  if (total.atLeast && total.count >= MOST) return `The first ${formatNumber(MOST)} rows`;
  return total.count === 1 && !total.atLeast ? "1 row" : `${formatCount(total)} rows`;
}
