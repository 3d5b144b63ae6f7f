import { ChevronDown, ChevronRight } from "lucide-react";
import type { MouseEvent } from "react";
import type { FailureRow } from "#server/operations/failures/views";
import { formatCount, formatNumber } from "@/components/console/count";
import { shortName } from "@/components/console/short-name";
import { FailureStatusMark } from "./failure-status.tsx";
import { SeenFromTo } from "./seen-from-to.tsx";
import { Sparkline } from "./sparkline.tsx";

/** One group: cells on a wide screen, three lines on a phone. The row can be pressed; its name is the only tab stop. */
export function FailureRowCells(props: {
  row: FailureRow;
  open: boolean;
  current: boolean;
  onToggle: () => void;
}) {
  const { row, open } = props;
  const Chevron = open ? ChevronDown : ChevronRight;
  const press = (event: MouseEvent) => {
    if (event.target instanceof HTMLElement && event.target.closest("button, a")) return;
    if (window.getSelection()?.toString() === "") props.onToggle();
  };
  const unseen = row.status === "new" || row.status === "came_back";
  return (
    <tr
      onClick={press}
      data-group={row.id}
      data-current={props.current || undefined}
      aria-selected={open}
      className="group cursor-pointer"
    >
      <th scope="row" className="!h-12 !py-1 group-data-current:shadow-[inset_2px_0_0_var(--ring)]">
        <button
          type="button"
          className="flex w-full items-start gap-2 text-left"
          aria-expanded={open}
          aria-controls={`group-${row.id}`}
          onClick={props.onToggle}
        >
          <Chevron
            className="mt-0.5 size-4 shrink-0 text-muted-foreground"
            strokeWidth={1.75}
            aria-hidden
          />
          <span className="min-w-0">
            <span className="block font-medium">{row.title}</span>
            <span className="block text-xs text-muted-foreground">
              <span className="mono">{row.label}</span> · {row.place} ·{" "}
              <span className="break-all">{row.code}</span>
            </span>
          </span>
        </button>
        <span className="mt-0.5 flex flex-wrap gap-x-3 pl-6 text-xs md:hidden">
          <FailureStatusMark row={row} />
          <span className="sm:hidden">{formatCount(row.open)} open</span>
          <span className="text-muted-foreground">{row.owner ?? "Nobody"}</span>
        </span>
      </th>
      <td className="max-lg:hidden">
        <Sparkline hours={row.hours} strong={unseen} />
      </td>
      <td className="r font-medium max-sm:hidden">{formatCount(row.open)}</td>
      <td className="r max-xl:hidden">{formatNumber(row.orders)}</td>
      <td className="text-muted-foreground max-xl:hidden">
        <SeenFromTo from={row.firstSeenAt} to={row.lastSeenAt} />
      </td>
      <td className="max-md:hidden">
        <FailureStatusMark row={row} />
      </td>
      <td
        className={`truncate max-md:hidden ${row.owner === null ? "text-muted-foreground" : ""}`}
        title={row.owner ?? undefined}
      >
        {row.owner === null ? "Nobody" : shortName(row.owner)}
      </td>
    </tr>
  );
}
