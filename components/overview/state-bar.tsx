import Link from "next/link";
import type { ReactNode } from "react";
import type { CountedState, OverviewNow } from "#server/operations/overview/views";
import type { LiveStatus } from "#server/operations/situation/views";
import { formatCount, formatNumber } from "@/components/console/count";
import { listAddress, plainList } from "@/components/orders/list-address";
import { StatusIcon, wordOf } from "@/components/orders/status-badge";
import { stateAddress } from "./state-links.ts";

const ORDER: readonly CountedState[] = [
  "scheduled",
  "running",
  "retrying",
  "stalled",
  "outcome_unknown",
  "on_hold",
  "undoing",
  "needs_a_person",
  "customer_not_told",
];

/** How many orders stand how, each a way to their list. Without a view: the same cells before their numbers. */
export function StateBar({ view }: { view: OverviewNow | null }) {
  return (
    <nav
      aria-label="Orders by state"
      className="card mb-4 grid grid-cols-2 overflow-hidden max-md:order-3 max-md:mb-0 max-md:mt-4 md:grid-cols-[repeat(auto-fit,minmax(156px,1fr))] xl:flex xl:flex-wrap"
    >
      {ORDER.map((state) => {
        const count = view?.states[state];
        const isUrgent = state === "needs_a_person" && count !== undefined && count.count > 0;
        return (
          <StateCell
            key={state}
            status={state}
            label={wordOf(state)}
            href={stateAddress(state)}
            tone={isUrgent ? "text-act" : ""}
            past={false}
          >
            {count === undefined ? null : formatCount(count)}
          </StateCell>
        );
      })}
      <StateCell
        status="completed"
        label="Completed 24 h"
        href={listAddress(plainList("completed"))}
        tone=""
        past
      >
        {lastDay(view, "completed")}
      </StateCell>
      <StateCell
        status="cancelled"
        label="Cancelled 24 h"
        href={listAddress(plainList("cancelled"))}
        tone=""
        past
      >
        {lastDay(view, "cancelled")}
      </StateCell>
    </nav>
  );
}

/** What nobody has counted yet is not nought. */
function lastDay(view: OverviewNow | null, of: keyof OverviewNow["lastDay"]): string | null {
  if (view === null) return null;
  return view.countedUpTo === null ? "–" : formatNumber(view.lastDay[of]);
}

function StateCell(props: {
  status: LiveStatus;
  label: string;
  href: string;
  tone: string;
  past: boolean;
  children: ReactNode;
}) {
  return (
    <Link
      href={props.href}
      prefetch={false}
      data-state={props.status}
      className={`-mb-px -mr-px flex items-center justify-between gap-2 border-b border-r px-3 py-2 -outline-offset-2 last:max-md:col-span-2 hover:bg-accent xl:flex-auto xl:flex-col xl:items-start xl:gap-0.5 xl:px-2 2xl:px-3 ${props.past ? "bg-muted" : ""}`}
    >
      <span className="flex min-w-0 items-center gap-1.5 text-xs text-muted-foreground xl:gap-1 xl:whitespace-nowrap 2xl:gap-1.5">
        <StatusIcon status={props.status} size="size-3.5" />
        {props.label}
      </span>
      <span className={`min-h-5 font-semibold xl:text-base ${props.tone}`}>
        {props.children ?? <span className="sk mt-1 block h-3 w-8" />}
      </span>
    </Link>
  );
}
