"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { FailureList } from "#server/operations/failures/views";
import { formatCount } from "@/components/console/count";
import { EmptyState } from "@/components/console/empty-state";
import { Kbd } from "@/components/console/kbd";
import { LoadError } from "@/components/console/load-error";
import { useHotkeys } from "@/components/console/use-hotkeys";
import { Time } from "@/components/time/time";
import { FailureTabs } from "./failure-tabs.tsx";
import { FailuresSkeleton } from "./failures-skeleton.tsx";
import { FailuresTable } from "./failures-table.tsx";
import { type FailureShow, failuresAddress, isShown, tabOf } from "./tabs.ts";
import { useFailures } from "./use-failures.ts";

/** What fails, grouped by what is the same about it, and what people know about each. */
export function FailuresScreen(props: { show: FailureShow; openAtFirst: number | null }) {
  const { show } = props;
  const { query, rows, newCount, showNew } = useFailures();
  const [openId, setOpenId] = useState(props.openAtFirst);
  const [currentId, setCurrentId] = useState(props.openAtFirst);
  const [lastShow, setLastShow] = useState(show);
  if (lastShow !== show) {
    setLastShow(show);
    setOpenId(null);
  }
  // The one that is open stays, though it was given another status just now.
  const shown = rows.filter(({ id, status }) => id === openId || isShown(show, status));

  const toggle = (id: number) => {
    const next = id === openId ? null : id;
    setOpenId(next);
    setCurrentId(id);
    window.history.replaceState(null, "", failuresAddress(show, next));
  };
  const move = (by: 1 | -1) => {
    const at = shown.findIndex(({ id }) => id === currentId);
    const row = shown[at === -1 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (row === undefined) return;
    setCurrentId(row.id);
    const element = document.querySelector(`[data-group="${row.id}"]`);
    element?.scrollIntoView({ block: "nearest" });
    element?.querySelector("button")?.focus({ preventScroll: true });
  };
  useHotkeys({ j: () => move(1), k: () => move(-1), ".": showNew });

  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1 className="text-lg">Failures</h1>
        <p className="min-h-5 text-muted-foreground max-sm:min-h-10">
          {query.data ? summaryOf(query.data) : ""}
        </p>
      </div>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <FailureTabs current={show} groups={query.data?.groups} />
        <p className="ml-auto hidden items-center gap-1 text-xs text-muted-foreground lg:flex">
          <Kbd>j</Kbd>
          <Kbd>k</Kbd> move <Kbd>Enter</Kbd> open or close
        </p>
      </div>
      <section className="card overflow-hidden" aria-label="Groups of failures">
        {query.data === undefined ? (
          query.isError ? (
            <LoadError
              title="The failures could not be loaded"
              error={query.error}
              onRetry={() => void query.refetch()}
            />
          ) : (
            <FailuresSkeleton />
          )
        ) : (
          <>
            {newCount === 0 ? null : <NewGroupsBar count={newCount} onShow={showNew} />}
            {shown.length === 0 ? (
              <NothingHere show={show} asOf={query.data.asOf} />
            ) : (
              <FailuresTable rows={shown} openId={openId} currentId={currentId} onToggle={toggle} />
            )}
          </>
        )}
      </section>
    </>
  );
}

function summaryOf({ groups, open }: FailureList): string {
  const inGroups = groups.length === 1 ? "1 group" : `${groups.length} groups`;
  const orders = `${formatCount(open)} open ${open.count === 1 ? "order" : "orders"}`;
  return `Grouped by step, partner and code. ${orders} in ${inGroups}, last 7 days`;
}

function NewGroupsBar({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <button
      type="button"
      className="flex h-9 w-full items-center justify-center border-b bg-selected text-link hover:underline"
      onClick={onShow}
    >
      {count === 1 ? "1 new group. Show it" : `${count} new groups. Show them`}
    </button>
  );
}

function NothingHere({ show, asOf }: { show: FailureShow; asOf: string }) {
  const all = show === "all";
  return (
    <EmptyState
      icon={CircleCheck}
      title={tabOf(show).none}
      actions={
        all ? undefined : (
          <Link className="btn btn-outline btn-sm" href={failuresAddress("all")}>
            See all groups
          </Link>
        )
      }
    >
      Looked at the last 7 days at <Time at={asOf} />.{" "}
      {all
        ? "The first order that a partner refuses, or that gets no answer, appears here by itself."
        : "The first one to come appears here by itself."}
    </EmptyState>
  );
}
