"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type MouseEvent, memo, useRef } from "react";
import type { OptionalColumn } from "#server/operations/saved-views/views";
import type { OrderRow as Row } from "#server/operations/views";
import { Age, Countdown } from "@/components/time/time";
import { TimeLeft } from "@/components/time/time-left";
import { StatusBadge } from "./status-badge.tsx";
import { useTintOnChange } from "./use-tint-on-change.ts";

/**
 * One order in the list: cells on a wide screen, three lines on a phone. The whole
 * row can be pressed; the order number is its only tab stop.
 */
export const OrderRowCells = memo(function OrderRowCells(props: {
  row: Row;
  leftView: boolean;
  current: boolean;
  hidden: readonly OptionalColumn[];
}) {
  const { row, leftView, hidden } = props;
  const router = useRouter();
  const element = useRef<HTMLTableRowElement>(null);
  useTintOnChange(element, row.updatedAt);
  const href = `/orders/${row.orderNumber}`;
  const open = (event: MouseEvent) => {
    const marking = window.getSelection()?.toString() !== "";
    if (marking || (event.target instanceof HTMLElement && event.target.closest("a"))) return;
    router.push(href);
  };
  return (
    <tr
      ref={element}
      onClick={open}
      data-saga={row.sagaUuid}
      data-current={props.current || undefined}
      className="group cursor-pointer"
    >
      <th
        scope="row"
        className="group-data-current:bg-muted group-data-current:shadow-[inset_2px_0_0_var(--ring)] max-md:!px-3 max-md:!py-2"
      >
        <span className="flex items-center gap-2">
          <Link className="ord" href={href} prefetch={false}>
            {row.orderNumber}
          </Link>
          <span className="ml-auto md:hidden">
            <StatusBadge status={row.status} />
          </span>
        </span>
        <span className="mt-1 block md:hidden">
          <WhereAndWhy row={row} leftView={leftView} emphasis />
        </span>
        <span className="mt-0.5 flex gap-3 text-xs text-muted-foreground md:hidden">
          <span>{row.customer}</span>
          <span>
            age <Age since={row.placedAt} />
          </span>
          <span className="ml-auto">
            <TimeLeft until={row.deadlineAt} within={{ before: "", after: " left" }} />
          </span>
        </span>
      </th>
      {hidden.includes("customer") ? null : (
        <td className="whitespace-nowrap group-data-current:bg-muted max-lg:hidden">
          <span className="mono !text-[12.5px]">{row.customer}</span>
        </td>
      )}
      <td className="group-data-current:bg-muted max-md:hidden">
        <StatusBadge status={row.status} />
      </td>
      <td
        className="max-w-0 truncate group-data-current:bg-muted max-md:hidden"
        title={row.why === "" ? row.where : `${row.where}: ${row.why}`}
      >
        <WhereAndWhy row={row} leftView={leftView} emphasis={false} />
      </td>
      {hidden.includes("attempt") ? null : (
        <td className="r whitespace-nowrap group-data-current:bg-muted max-xl:hidden">
          {row.attempt === null ? (
            <span className="text-muted-foreground">–</span>
          ) : (
            `${row.attempt.used} of ${row.attempt.of}`
          )}
        </td>
      )}
      {hidden.includes("age") ? null : (
        <td className="r whitespace-nowrap group-data-current:bg-muted max-lg:hidden">
          <Age since={row.placedAt} />
        </td>
      )}
      {hidden.includes("time_left") ? null : (
        <td className="r whitespace-nowrap group-data-current:bg-muted max-md:hidden">
          <TimeLeft until={row.deadlineAt} />
        </td>
      )}
    </tr>
  );
});

function WhereAndWhy(props: { row: Row; leftView: boolean; emphasis: boolean }) {
  const { row, leftView, emphasis } = props;
  if (leftView) {
    return <span className="text-muted-foreground">Moved on; no longer at this place</span>;
  }
  return (
    <>
      <span className={emphasis ? "font-medium" : ""}>{row.where}</span>
      {row.why === "" && row.nextAttemptAt === null ? null : (
        <span className="text-muted-foreground">
          {row.why === "" ? "" : ` · ${row.why}`}
          {row.nextAttemptAt === null ? null : (
            <>
              {row.why === "" ? " · " : "; "}next try in <Countdown to={row.nextAttemptAt} />
            </>
          )}
        </span>
      )}
    </>
  );
}
