import Link from "next/link";
import type { TroubledOrder } from "#server/operations/failures/views";
import { StatusBadge } from "@/components/orders/status-badge";
import { Age } from "@/components/time/time";
import { Column, TableHead } from "@/components/ui/table-head";

/** Open orders of a group: each can be chosen, and opened. */
export function TroubledOrdersTable(props: {
  orders: readonly TroubledOrder[];
  chosen: ReadonlySet<string>;
  onToggle: (sagaUuid: string) => void;
}) {
  return (
    <div className="mt-2 max-h-[520px] overflow-y-auto rounded-md border bg-card">
      <table className="tbl">
        <caption className="sr-only">Open orders of this group</caption>
        <TableHead>
          <Column look="w-10">
            <span className="sr-only">Choose</span>
          </Column>
          <Column>Order</Column>
          <Column look="max-lg:hidden">Customer</Column>
          <Column look="max-md:hidden">Status</Column>
          <Column look="max-md:hidden">Where and why</Column>
          <Column look="r">Age</Column>
        </TableHead>
        <tbody>
          {props.orders.map((order) => (
            <tr key={order.sagaUuid} aria-selected={props.chosen.has(order.sagaUuid)}>
              <td>
                <label className="grid size-6 place-items-center">
                  <input
                    type="checkbox"
                    className="size-4 accent-primary"
                    checked={props.chosen.has(order.sagaUuid)}
                    onChange={() => props.onToggle(order.sagaUuid)}
                    aria-label={`Choose ${order.orderNumber}`}
                  />
                </label>
              </td>
              <th scope="row">
                <Link className="ord" href={`/orders/${order.orderNumber}`} prefetch={false}>
                  {order.orderNumber}
                </Link>
                <span className="block pb-1 md:hidden">
                  <StatusBadge status={order.status} />
                </span>
              </th>
              <td className="whitespace-nowrap max-lg:hidden">
                <span className="mono !text-[12.5px]">{order.customer}</span>
              </td>
              <td className="max-md:hidden">
                <StatusBadge status={order.status} />
              </td>
              <td
                className="w-full max-w-0 truncate max-md:hidden"
                title={`${order.where}: ${order.why}`}
              >
                {order.where} <span className="text-muted-foreground">· {order.why}</span>
              </td>
              <td className="r whitespace-nowrap">
                <Age since={order.placedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
