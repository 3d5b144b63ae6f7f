"use client";

import { useHiddenColumns } from "./columns.ts";
import type { ListAddress } from "./list-address.ts";
import { OrdersTableHead } from "./orders-table-head.tsx";

const rowWidths = [
  [92, 104, 260],
  [92, 84, 210],
  [92, 112, 240],
  [92, 72, 180],
  [92, 96, 230],
  [92, 104, 200],
] as const;

/** The list before its first rows: the real head and rows of the real height. Seen only after 150 ms. */
export function OrdersSkeleton({ list }: { list: ListAddress }) {
  const hidden = useHiddenColumns();
  return (
    <>
      <p role="status" className="sr-only">
        Loading orders
      </p>
      <table className="tbl sk-late md:table-fixed" aria-hidden="true" inert>
        <OrdersTableHead list={list}>{null}</OrdersTableHead>
        <tbody>
          {Array.from({ length: 3 }, () => rowWidths)
            .flat()
            .map(([order, state, why], index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: grey bars have no identity
              <tr key={index} className="max-md:[&>td]:h-[92px]">
                <td className="w-10">
                  <span className="sk block size-4" />
                </td>
                <td>
                  <span className="sk block h-3" style={{ width: order }} />
                </td>
                {hidden.includes("customer") ? null : (
                  <td className="max-lg:hidden">
                    <span className="sk block h-3 w-14" />
                  </td>
                )}
                <td className="max-md:hidden">
                  <span className="sk block h-3" style={{ width: state }} />
                </td>
                <td className="max-md:hidden">
                  <span className="sk block h-3 max-w-full" style={{ width: why }} />
                </td>
                {hidden.includes("attempt") ? null : (
                  <td className="max-xl:hidden">
                    <span className="sk ml-auto block h-3 w-10" />
                  </td>
                )}
                {hidden.includes("age") ? null : (
                  <td className="max-lg:hidden">
                    <span className="sk ml-auto block h-3 w-12" />
                  </td>
                )}
                {hidden.includes("time_left") ? null : (
                  <td className="max-md:hidden">
                    <span className="sk ml-auto block h-3 w-14" />
                  </td>
                )}
                {hidden.includes("owner") ? null : (
                  <td className="max-xl:hidden">
                    <span className="sk block h-3 w-12" />
                  </td>
                )}
              </tr>
            ))}
        </tbody>
      </table>
    </>
  );
}
