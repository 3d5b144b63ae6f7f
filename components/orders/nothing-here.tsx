"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, ListFilter } from "lucide-react";
import Link from "next/link";
import type { ListedPage } from "#server/operations/list/views";
import { formatCount, formatNumber } from "@/components/console/count";
import { EmptyState } from "@/components/console/empty-state";
import { Time } from "@/components/time/time";
import { useTimeZone } from "@/components/time/time-zone";
import { useTRPC } from "@/components/trpc/client";
import { chipWords } from "./chip-words.ts";
import { type FilterKind, filterKinds, isSet, without } from "./filter-kinds.ts";
import { filters } from "./filters.ts";
import { type ListAddress, listAddress, nowhere, plainList } from "./list-address.ts";

/** An empty list: what was looked for, when, and the nearest way out. */
export function NothingHere({ list, page }: { list: ListAddress; page: ListedPage }) {
  const set = filterKinds.filter(({ kind }) => isSet(list.where, kind));
  if (set.length > 0) return <NothingFits list={list} page={page} />;
  const tab = filters.find(({ filter }) => filter === list.filter);
  const all = list.filter === "all";
  return (
    <EmptyState
      icon={CircleCheck}
      title={tab?.none ?? "No orders"}
      actions={
        all ? undefined : (
          <Link className="btn btn-outline btn-sm" href={listAddress(plainList("all"))}>
            See all orders
          </Link>
        )
      }
    >
      Looked at all orders at <Time at={page.asOf} />.{" "}
      {all
        ? "An order placed over the API appears here by itself."
        : "The first one to come appears here by itself."}
    </EmptyState>
  );
}

function NothingFits({ list, page }: { list: ListAddress; page: ListedPage }) {
  const set = filterKinds.filter(({ kind }) => isSet(list.where, kind));
  const further = page.nextCursor;
  return (
    <EmptyState
      icon={ListFilter}
      title={
        page.searched === null
          ? "No order fits these filters"
          : `None of the ${formatNumber(page.searched)} orders looked through fits these filters`
      }
      actions={
        <>
          {further === null ? null : (
            <Link
              className="btn btn-primary btn-sm"
              href={listAddress({ ...list, after: further })}
            >
              Look through the next {formatNumber(page.searched ?? 0)}
            </Link>
          )}
          {set.map(({ kind, label }) => (
            <RemoveFilter key={kind} list={list} kind={kind} label={label} />
          ))}
          {set.length > 1 ? (
            <Link
              className="btn btn-ghost btn-sm"
              href={listAddress({ ...list, where: nowhere, after: null })}
            >
              Clear all filters
            </Link>
          ) : null}
        </>
      }
    >
      Looked at <Time at={page.asOf} />. The first one to fit appears here by itself.
    </EmptyState>
  );
}

/** A filter to take off, with how many orders fit then. */
function RemoveFilter(props: { list: ListAddress; kind: FilterKind; label: string }) {
  const { list, kind, label } = props;
  const zone = useTimeZone();
  const trpc = useTRPC();
  const where = without(list.where, kind);
  const count = useQuery(trpc.orders.count.queryOptions({ filter: list.filter, where })).data;
  return (
    <Link className="btn btn-outline btn-sm" href={listAddress({ ...list, where, after: null })}>
      Remove “{label} {chipWords(list.where, kind, zone)}”
      {/* Wide enough for the usual count, so that the buttons stay where they are when it comes. */}
      <span className="min-w-10 font-normal text-muted-foreground">
        {count === undefined ? "" : `${formatCount(count)} fit`}
      </span>
    </Link>
  );
}
