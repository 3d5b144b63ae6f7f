"use client";

import type { OrderRow } from "#server/operations/views";
import { useHiddenColumns } from "./columns.ts";
import type { ListAddress } from "./list-address.ts";
import { OrderRowCells } from "./order-row-cells.tsx";
import { OrdersTableHead } from "./orders-table-head.tsx";

/** The rows of one page. Cells repaint in place; rows keep theirs. */
export function OrdersTable(props: {
  list: ListAddress;
  rows: { row: OrderRow; leftView: boolean }[];
  currentSaga: string | null;
  caption: string;
}) {
  const hidden = useHiddenColumns();
  return (
    <table className="tbl">
      <caption className="sr-only">{props.caption}</caption>
      <OrdersTableHead list={props.list} />
      <tbody>
        {props.rows.map(({ row, leftView }) => (
          <OrderRowCells
            key={row.sagaUuid}
            row={row}
            leftView={leftView}
            hidden={hidden}
            current={row.sagaUuid === props.currentSaga}
          />
        ))}
      </tbody>
    </table>
  );
}
