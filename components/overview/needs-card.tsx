"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import type { OverviewNow } from "#server/operations/overview/views";
import { formatCount } from "@/components/console/count";
import { EmptyState } from "@/components/console/empty-state";
import { Kbd } from "@/components/console/kbd";
import { rememberList } from "@/components/console/list-trail";
import { ClaimSaid, InboxRows } from "@/components/inbox/inbox-rows";
import { inboxWords } from "@/components/inbox/inbox-words";
import { useInboxCounts } from "@/components/inbox/use-inbox-counts";
import { useInboxKeys } from "@/components/inbox/use-inbox-keys";
import { useRowClaims } from "@/components/inbox/use-row-claims";
import { Time } from "@/components/time/time";
import { INBOX } from "./state-links.ts";
import { useCalmLines } from "./use-calm-lines.ts";

/** As many as the first screen holds; see NEEDING in server/operations/overview/get-overview.ts. */
const ROOM = 7;
/** So few leave room beside the partners and the queues, which says that nothing is missing there. */
const FEW = 4;

/** The inbox as it begins: who has least time left, what a person does next, and who has it. */
export function NeedsCard(props: {
  needs: OverviewNow["needs"];
  asOf: string;
  /** Reads anew what is so. */
  repaint: () => void;
}) {
  const { needs, asOf, repaint } = props;
  const { total } = needs;
  const { lines, newCount, leftCount, showNow } = useCalmLines(needs.lines, ROOM);
  const shown = lines.map(({ line, leftView }) => ({ row: line, leftView }));
  const claims = useRowClaims(shown, repaint);
  const current = useInboxKeys(claims.rows, { showNew: showNow, claim: claims.claim });
  useSameCount(total.count);
  useEffect(() => {
    if (lines.length === 0) return;
    rememberList({
      label: "Needs a person",
      href: INBOX,
      orderNumbers: lines.map(({ line }) => line.orderNumber),
    });
  }, [lines]);
  return (
    <section className="card flex flex-col overflow-hidden" aria-labelledby="overview-needs">
      <div className="card-h flex-wrap">
        <h2 id="overview-needs">Needs a person now</h2>
        {total.count === 0 ? null : (
          <span className="text-xs text-muted-foreground">{inboxWords(total)}</span>
        )}
        <span className="ml-auto hidden items-center gap-1 text-xs text-muted-foreground lg:flex">
          <Kbd>j</Kbd>
          <Kbd>k</Kbd> move <Kbd>Enter</Kbd> open <Kbd>c</Kbd> claim
        </span>
      </div>
      <ClaimSaid said={claims.said} />
      {lines.length === 0 ? (
        <EmptyState icon={CircleCheck} title="No order needs a person">
          Looked at all orders at <Time at={asOf} />. The first one to come appears here by itself.
        </EmptyState>
      ) : (
        <>
          <InboxRows claims={claims} current={current} />
          {lines.length > FEW || total.count > lines.length ? null : (
            <p className="hidden flex-1 place-content-center px-4 py-6 text-center text-muted-foreground xl:grid">
              <span>
                No other order needs a person. Looked at all orders at <Time at={asOf} />.
              </span>
            </p>
          )}
          <div className="mt-auto flex min-h-9 items-center gap-3 border-t px-4 py-1 text-xs text-muted-foreground">
            <Link className="lnk" href={INBOX} prefetch={false}>
              {linkWords(total, lines.length)}
            </Link>
            <span className="ml-auto" aria-live="polite">
              {newCount + leftCount === 0 ? null : (
                <button type="button" className="lnk font-medium" onClick={showNow}>
                  {changeWords(newCount, leftCount)}. Show the list as it is now
                </button>
              )}
            </span>
          </div>
        </>
      )}
    </section>
  );
}

/** The navigation counts by itself; one page must not say two numbers for long. */
function useSameCount(count: number): void {
  const { counts, recount } = useInboxCounts();
  const asked = useRef<number | null>(null);
  useEffect(() => {
    // Two numbers that stay apart are asked for once.
    if (counts === undefined || [counts.counts.all.count, asked.current].includes(count)) return;
    asked.current = count;
    recount();
  });
}

function linkWords(total: OverviewNow["needs"]["total"], shown: number): string {
  if (total.count <= shown && !total.atLeast) return "Open the list";
  return `See all ${formatCount(total)} in the list`;
}

function changeWords(newCount: number, leftCount: number): string {
  const parts = [
    newCount === 0 ? null : `${newCount} new`,
    leftCount === 0 ? null : `${leftCount} moved on`,
  ];
  return parts.filter((part) => part !== null).join(", ");
}
