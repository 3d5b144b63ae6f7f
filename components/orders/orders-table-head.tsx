"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { ListSort } from "#server/operations/list/views";
import { useHiddenColumns } from "./columns.ts";
import { type ListAddress, listAddress } from "./list-address.ts";

/** Shared by the table and its skeleton, so that nothing shifts when the rows come. */
export function OrdersTableHead({ list, children }: { list: ListAddress; children: ReactNode }) {
  const hidden = useHiddenColumns();
  const age = list.sort === "oldest" ? "newest" : "oldest";
  return (
    <thead className="max-md:sr-only md:sticky md:top-12 md:z-10 md:bg-card">
      <tr aria-rowindex={1}>
        <th scope="col" className="w-10 max-md:hidden">
          {children}
        </th>
        <th scope="col" className="w-[132px]">
          Order
        </th>
        {hidden.includes("customer") ? null : (
          <th scope="col" className="w-[100px] max-lg:hidden">
            Customer
          </th>
        )}
        <th scope="col" className="w-[150px] lg:w-[160px] min-[87.5rem]:w-[172px]">
          State
        </th>
        <th scope="col">Where and why</th>
        {hidden.includes("attempt") ? null : (
          <th scope="col" className="r w-[76px] max-xl:hidden">
            Attempt
          </th>
        )}
        {hidden.includes("age") ? null : (
          <SortHead
            list={list}
            sorts={["newest", "oldest"]}
            to={age}
            width="w-[96px] max-lg:hidden"
          >
            Age
          </SortHead>
        )}
        {hidden.includes("time_left") ? null : (
          <SortHead list={list} sorts={["time_left"]} to="time_left" width="w-[92px] lg:w-[100px]">
            Time left
          </SortHead>
        )}
        {hidden.includes("owner") ? null : (
          <th scope="col" className="w-[80px] max-xl:hidden">
            Owner
          </th>
        )}
      </tr>
    </thead>
  );
}

/** A head that sorts. Age rises from the newest on, so newest first is its rising order. */
function SortHead(props: {
  list: ListAddress;
  sorts: readonly ListSort[];
  to: ListSort;
  width: string;
  children: ReactNode;
}) {
  const { list } = props;
  const isSorted = props.sorts.includes(list.sort);
  const falling = list.sort === "oldest";
  const Arrow = falling ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      className={`r ${props.width}`}
      aria-sort={isSorted ? (falling ? "descending" : "ascending") : undefined}
    >
      <Link
        href={listAddress({ ...list, sort: props.to, after: null })}
        scroll={false}
        className={`inline-flex h-6 items-center gap-1 hover:text-foreground ${isSorted ? "text-foreground" : ""}`}
      >
        {props.children}
        {isSorted ? <Arrow className="size-3" strokeWidth={2} aria-hidden /> : null}
      </Link>
    </th>
  );
}
