"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type MouseEvent, useEffect } from "react";
import type { NeedsLine, OverviewNow } from "#server/operations/overview/views";
import { formatCount } from "@/components/console/count";
import { EmptyState } from "@/components/console/empty-state";
import { Kbd } from "@/components/console/kbd";
import { rememberList } from "@/components/console/list-trail";
import { StatusIcon, wordOf } from "@/components/orders/status-badge";
import { useRowKeys } from "@/components/orders/use-row-keys";
import { Time } from "@/components/time/time";
import { INBOX } from "./state-links.ts";
import { useCalmLines } from "./use-calm-lines.ts";
import { WaitedFor } from "./waited-for.tsx";

const ROOM = 8;

/** Who has waited longest for a person, and what that person does next. */
export function NeedsCard({ needs, asOf }: { needs: OverviewNow["needs"]; asOf: string }) {
  const { lines, newCount, leftCount, showNow } = useCalmLines(needs.lines, ROOM);
  const current = useRowKeys(
    lines.map(({ line }) => line),
    showNow,
  );
  useEffect(() => {
    if (lines.length === 0) return;
    rememberList({
      label: "Needs a person",
      href: INBOX,
      orderNumbers: lines.map(({ line }) => line.orderNumber),
    });
  }, [lines]);
  const one = needs.total.count === 1 && !needs.total.atLeast;
  return (
    <section className="card flex flex-col overflow-hidden" aria-labelledby="overview-needs">
      <div className="card-h flex-wrap">
        <h2 id="overview-needs">Needs a person now</h2>
        {needs.total.count === 0 ? null : (
          <span className="text-xs text-muted-foreground">
            {formatCount(needs.total)} {one ? "order" : "orders"}
            <span className="hidden sm:inline">, longest wait first</span>
          </span>
        )}
        <span className="ml-auto hidden items-center gap-1 text-xs text-muted-foreground md:flex">
          <Kbd>j</Kbd>
          <Kbd>k</Kbd> move <Kbd>Enter</Kbd> open
        </span>
      </div>
      {lines.length === 0 ? (
        <EmptyState icon={CircleCheck} title="No order needs a person">
          Looked at all orders at <Time at={asOf} />. The first one to come appears here by itself.
        </EmptyState>
      ) : (
        <ol className="divide-y">
          {lines.map(({ line, leftView }) => (
            <NeedsRow
              key={line.sagaUuid}
              line={line}
              leftView={leftView}
              current={line.sagaUuid === current}
            />
          ))}
        </ol>
      )}
      {lines.length === 0 ? null : (
        <div className="mt-auto flex min-h-9 items-center gap-3 border-t px-4 py-1 text-xs text-muted-foreground">
          <Link className="lnk" href={INBOX} prefetch={false}>
            {one ? "See it in the list" : `See all ${formatCount(needs.total)} in the list`}
          </Link>
          <span className="ml-auto" aria-live="polite">
            {newCount + leftCount === 0 ? null : (
              <button type="button" className="lnk font-medium" onClick={showNow}>
                {changeWords(newCount, leftCount)}. Show the list as it is now
              </button>
            )}
          </span>
        </div>
      )}
    </section>
  );
}

function changeWords(newCount: number, leftCount: number): string {
  const parts = [
    newCount === 0 ? null : `${newCount} new`,
    leftCount === 0 ? null : `${leftCount} moved on`,
  ];
  return parts.filter((part) => part !== null).join(", ");
}

function NeedsRow(props: { line: NeedsLine; leftView: boolean; current: boolean }) {
  const { line, leftView, current } = props;
  const router = useRouter();
  const href = `/orders/${line.orderNumber}`;
  const open = (event: MouseEvent) => {
    const marking = window.getSelection()?.toString() !== "";
    if (marking || (event.target instanceof HTMLElement && event.target.closest("a"))) return;
    router.push(href);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the link in the row is the keyboard's way; the row only makes it larger
    <li
      onClick={open}
      data-saga={line.sagaUuid}
      className={`grid cursor-pointer grid-cols-[16px_minmax(0,1fr)] gap-x-3 gap-y-0.5 px-4 py-2 md:grid-cols-[16px_minmax(0,1fr)_auto] ${current ? "bg-selected shadow-[inset_2px_0_0_var(--ring)]" : "hover:bg-muted"}`}
    >
      <span className="pt-0.5">
        <StatusIcon status={line.status.status} size="size-4" />
      </span>
      <p className="min-w-0">
        <span className="sr-only">{wordOf(line.status.status)}: </span>
        <Link className="ord" href={href} prefetch={false}>
          {line.orderNumber}
        </Link>{" "}
        {leftView ? (
          <span className="text-muted-foreground">Moved on; it waits for nobody any more</span>
        ) : (
          <span>{line.headline}</span>
        )}
        <span className="block text-pretty text-muted-foreground">
          <span className="font-medium text-foreground">Next:</span> {line.next}
        </span>
      </p>
      <p className="col-start-2 md:col-start-3 md:pl-3 md:text-right">
        <WaitedFor since={line.since} />
      </p>
    </li>
  );
}
