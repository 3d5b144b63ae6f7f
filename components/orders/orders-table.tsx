"use client";

import { useEffect, useRef } from "react";
import type { ListedRow } from "#server/operations/list/views";
import { useHiddenColumns } from "./columns.ts";
import type { ListAddress } from "./list-address.ts";
import { OrderRowCells } from "./order-row-cells.tsx";
import { OrdersTableHead } from "./orders-table-head.tsx";
import { type Selection, shareOf } from "./selection.ts";
import { useVirtualRows } from "./use-virtual-rows.ts";

/** The rows that are loaded. Cells repaint in place; rows keep theirs. */
export function OrdersTable(props: {
  list: ListAddress;
  rows: readonly { row: ListedRow; leftView: boolean }[];
  /** All rows of the list, its head not counted; -1 where nobody knows. */
  rowCount: number;
  currentSaga: string | null;
  selection: Selection;
  caption: string;
  onToggle: (sagaUuid: string, isStretch: boolean) => void;
  onToggleRows: () => void;
  onInView: (first: number, last: number) => void;
}) {
  const { rows, selection, onInView } = props;
  const hidden = useHiddenColumns();
  const body = useRef<HTMLTableSectionElement>(null);
  const current = rows.findIndex(({ row }) => row.sagaUuid === props.currentSaga);
  const { drawn, first, last } = useVirtualRows(body, rows.length, current === -1 ? null : current);
  useEffect(() => onInView(first, last), [onInView, first, last]);
  return (
    <table
      className="tbl md:table-fixed"
      aria-rowcount={props.rowCount === -1 ? -1 : props.rowCount + 1}
    >
      <caption className="sr-only">{props.caption}</caption>
      <OrdersTableHead list={props.list}>
        <SelectRows
          share={shareOf(
            selection,
            rows.map(({ row }) => row.sagaUuid),
          )}
          onToggle={props.onToggleRows}
        />
      </OrdersTableHead>
      <tbody ref={body}>
        {drawn.map((each) => {
          if (each.type === "gap") {
            return <Gap key={`before ${each.before}`} height={each.height} />;
          }
          const shown = rows[each.index];
          if (shown === undefined) return null;
          const { sagaUuid } = shown.row;
          return (
            <OrderRowCells
              key={sagaUuid}
              row={shown.row}
              // The head is the first.
              place={each.index + 2}
              leftView={shown.leftView}
              hidden={hidden}
              current={each.index === current}
              selected={selection.chosen.has(sagaUuid)}
              onToggle={props.onToggle}
            />
          );
        })}
      </tbody>
    </table>
  );
}

/** All rows that are loaded, or none of them. */
function SelectRows(props: { share: ReturnType<typeof shareOf>; onToggle: () => void }) {
  return (
    <label className="flex h-6 w-8 cursor-pointer items-center">
      <input
        ref={(box) => {
          if (box !== null) box.indeterminate = props.share === "some";
        }}
        type="checkbox"
        className="size-4 accent-primary"
        checked={props.share === "all"}
        aria-label="Select the rows that are shown"
        onChange={props.onToggle}
      />
    </label>
  );
}

/** The place of rows that are not drawn. One cell, spanning nothing: a span would be columns of their own. */
function Gap({ height }: { height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row of a table takes no focus
    <tr aria-hidden="true" className="pointer-events-none">
      <td className="!border-0 !p-0" style={{ height }} />
    </tr>
  );
}
