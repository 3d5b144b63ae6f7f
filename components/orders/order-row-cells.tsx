"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type MouseEvent, memo, useRef } from "react";
import type { ListedRow as Row } from "#server/operations/list/views";
import type { OptionalColumn } from "#server/operations/saved-views/views";
import { ownerWord } from "@/components/claims/owner-word";
import { NoteMark } from "@/components/notes/note-mark";
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
  /** Its row in the whole table, counted from 1. */
  place: number;
  leftView: boolean;
  current: boolean;
  selected: boolean;
  onToggle: (sagaUuid: string, isStretch: boolean) => void;
  hidden: readonly OptionalColumn[];
}) {
  const { row, leftView, hidden } = props;
  const router = useRouter();
  const element = useRef<HTMLTableRowElement>(null);
  useTintOnChange(element, row.updatedAt);
  const href = `/orders/${row.orderNumber}`;
  const open = (event: MouseEvent) => {
    const marking = window.getSelection()?.toString() !== "";
    if (marking || (event.target instanceof Element && event.target.closest("a, label"))) return;
    router.push(href);
  };
  return (
    <tr
      ref={element}
      onClick={open}
      data-saga={row.sagaUuid}
      data-current={props.current || undefined}
      data-selected={props.selected || undefined}
      aria-rowindex={props.place}
      className="cursor-pointer scroll-mb-24 scroll-mt-24"
    >
      <SelectCell
        orderNumber={row.orderNumber}
        selected={props.selected}
        onToggle={(isStretch) => props.onToggle(row.sagaUuid, isStretch)}
      />
      <th scope="row" className="max-md:!py-2 max-md:!pl-0 max-md:!pr-3">
        <span className="flex items-center gap-2">
          <Link className="ord" href={href} prefetch={false}>
            {row.orderNumber}
          </Link>
          <NoteMark count={row.notes} bare />
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
          {row.claim === null ? null : <span className="truncate">{ownerWord(row.claim)}</span>}
          <span className="ml-auto">
            <TimeLeft until={row.deadlineAt} within={{ before: "", after: " left" }} />
          </span>
        </span>
      </th>
      {hidden.includes("customer") ? null : (
        <td className="whitespace-nowrap max-lg:hidden">
          <span className="mono !text-[12.5px]">{row.customer}</span>
        </td>
      )}
      <td className="max-md:hidden">
        <StatusBadge status={row.status} />
      </td>
      <td
        className="max-w-0 truncate max-md:hidden"
        title={row.why === "" ? row.where : `${row.where}: ${row.why}`}
      >
        <WhereAndWhy row={row} leftView={leftView} emphasis={false} />
      </td>
      {hidden.includes("attempt") ? null : (
        <td className="r whitespace-nowrap max-xl:hidden">
          {row.attempt === null ? (
            <span className="text-muted-foreground">–</span>
          ) : (
            `${row.attempt.used} of ${row.attempt.of}`
          )}
        </td>
      )}
      {hidden.includes("age") ? null : (
        <td className="r whitespace-nowrap max-lg:hidden">
          <Age since={row.placedAt} />
        </td>
      )}
      {hidden.includes("time_left") ? null : (
        <td className="r whitespace-nowrap max-md:hidden">
          <TimeLeft until={row.deadlineAt} />
        </td>
      )}
      {hidden.includes("owner") ? null : <OwnerCell claim={row.claim} />}
    </tr>
  );
});

function OwnerCell({ claim }: { claim: Row["claim"] }) {
  return (
    <td className="truncate max-xl:hidden" title={claim?.ownerName}>
      {claim === null ? (
        <span className="text-muted-foreground">
          <span className="sr-only">Nobody</span>
          <span aria-hidden>–</span>
        </span>
      ) : (
        <span className={claim.mine ? "" : "text-muted-foreground"}>{ownerWord(claim)}</span>
      )}
    </td>
  );
}

/** The whole cell can be pressed: who misses the box by little must not open the order. */
function SelectCell(props: {
  orderNumber: string;
  selected: boolean;
  onToggle: (isStretch: boolean) => void;
}) {
  const isStretch = useRef(false);
  return (
    <td className="relative w-10">
      <label className="absolute inset-0 flex cursor-pointer items-center pl-4 max-md:items-start max-md:pl-3 max-md:pt-2.5">
        <input
          type="checkbox"
          className="size-4 accent-primary"
          checked={props.selected}
          aria-label={`Select ${props.orderNumber}`}
          onClick={(event) => {
            isStretch.current = event.shiftKey;
          }}
          onChange={() => props.onToggle(isStretch.current)}
        />
      </label>
    </td>
  );
}

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
              {row.why === "" ? " · " : "; "}
              <span className="whitespace-nowrap">
                next try in <Countdown to={row.nextAttemptAt} />
              </span>
            </>
          )}
        </span>
      )}
    </>
  );
}
