"use client";

import { CircleQuestionMark } from "lucide-react";
import Link from "next/link";
import type { BulkView } from "#server/operations/bulk/views";
import { NotDoneAlert } from "@/components/asking/not-done-alert";
import { reasonInWords } from "@/components/asking/reason-words";
import { formatNumber } from "@/components/console/count";
import { EmptyState } from "@/components/console/empty-state";
import { LoadError } from "@/components/console/load-error";
import { Time } from "@/components/time/time";
import { readProblem } from "@/components/trpc/problem";
import { BulkButtons } from "./bulk-buttons.tsx";
import type { OpenedBulk } from "./bulk-dialog.tsx";
import { BulkReceipts } from "./bulk-receipts.tsx";
import { BulkStages } from "./bulk-stages.tsx";
import { BulkStateBadge } from "./bulk-state-badge.tsx";
import { OrderCell } from "./order-cell.tsx";
import { ORDER_STATES, stateWord } from "./order-state-looks.ts";
import { useBulk } from "./use-bulk.ts";

/** In a group's row the first few say enough; all are on the operation's own page. */
const RECEIPTS_IN_GROUP = 6;

/** An operation as it goes: what is so, its stages, how to steer it, and what became of each order. */
export function BulkRun(props: {
  bulkId: number;
  within: "group" | "page";
  onBulk: (opened: OpenedBulk) => void;
}) {
  const { query, outcome, clearOutcome, sending, steer } = useBulk(props.bulkId);
  const view = query.data;
  if (view === undefined) {
    if (query.isError && readProblem(query.error).code === "not_found") {
      return (
        <EmptyState icon={CircleQuestionMark} title={`There is no operation B-${props.bulkId}`}>
          The number may be mistyped, or the set was fixed and never started.
        </EmptyState>
      );
    }
    return query.isError ? (
      <LoadError
        title="This operation could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    ) : (
      <RunSkeleton within={props.within} />
    );
  }
  const inGroup = props.within === "group";
  const receipts = inGroup ? view.receipts.slice(0, RECEIPTS_IN_GROUP) : view.receipts;
  const Heading = inGroup ? "h2" : "h1";
  return (
    <div data-bulk-state={view.state}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Heading className={inGroup ? "text-base" : "text-lg"}>
          {view.title} {view.label}
        </Heading>
        <BulkStateBadge state={view.state} />
        <span className="text-xs text-muted-foreground">
          {view.total === 1 ? "1 order" : `${formatNumber(view.total)} orders`}, fixed set of{" "}
          <Time at={view.frozenAt} /> · asked by {view.askedBy} · {view.perMinute} a minute
        </span>
      </div>
      <p role="status" className="mt-2 max-w-[84ch] text-pretty">
        <span className="font-medium">
          {view.headline}
          {view.headlineAt === null ? null : (
            <>
              {" at "}
              <Time at={view.headlineAt} />
            </>
          )}
          .
        </span>{" "}
        {view.rest}
      </p>
      <WhyAsked view={view} />
      <BulkStages stages={view.stages} />
      <Legend view={view} />
      <BulkButtons
        view={view}
        within={props.within}
        sending={sending}
        onSteer={steer}
        onBulk={props.onBulk}
      />
      <NotDoneAlert
        outcome={outcome}
        noteKept={false}
        showNow="Show it as it is now"
        onShowNow={clearOutcome}
      />
      {receipts.length === 0 ? null : <BulkReceipts receipts={receipts} />}
      {view.receiptCount.count <= receipts.length ? null : (
        <p className="mt-1.5 text-xs text-muted-foreground">
          {receipts.length} of {formatNumber(view.receiptCount.count)}.{" "}
          {inGroup ? (
            <Link className="lnk" href={`/bulk/${view.bulkId}`}>
              All of them, and this operation alone
            </Link>
          ) : (
            "These were asked for last."
          )}
        </p>
      )}
    </div>
  );
}

function WhyAsked({ view }: { view: BulkView }) {
  if (view.reasonCode === null) return null;
  return (
    <p className="mt-1 max-w-[84ch] text-muted-foreground">
      Reason: {reasonInWords(view.reasonCode).toLowerCase()}
      {view.note === null ? "." : `. “${view.note}”`}
      {view.skipped === 0 ? "" : ` ${formatNumber(view.skipped)} were skipped at the start.`}
    </p>
  );
}

function Legend({ view }: { view: BulkView }) {
  const always = ["fixed", "same_error", "new_error", "untouched"];
  const states = ORDER_STATES.filter((state) => view.counts[state] > 0 || always.includes(state));
  return (
    <ul
      aria-label="Orders by what became of them"
      className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted-foreground"
    >
      {states.map((state) => (
        <li key={state} className="flex items-center gap-1.5">
          <OrderCell state={state} />
          {stateWord(state, view.kind)} {formatNumber(view.counts[state])}
        </li>
      ))}
    </ul>
  );
}

function RunSkeleton({ within }: { within: "group" | "page" }) {
  // In a group, orders stand below it.
  const height = within === "group" ? "min-h-dvh xl:min-h-[550px]" : "min-h-[220px]";
  return (
    <div className={`grid content-start gap-3 ${height}`}>
      <p role="status" className="sr-only">
        Loading the operation
      </p>
      <span className="sk sk-late block h-4 w-full max-w-56" aria-hidden="true" />
      <span className="sk sk-late block h-24 w-full" aria-hidden="true" />
    </div>
  );
}
