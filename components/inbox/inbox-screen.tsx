"use client";

import { useEffect, useState } from "react";
import type { ClaimAnswer } from "#server/operations/claims/views";
import type { InboxOwnerFilter } from "#server/operations/inbox/views";
import { type TakenOver, TakeOverDialog } from "@/components/claims/take-over-dialog";
import { useClaiming } from "@/components/claims/use-claiming";
import { Kbd } from "@/components/console/kbd";
import { rememberList } from "@/components/console/list-trail";
import { LoadError } from "@/components/console/load-error";
import { useLive } from "@/components/live/live-provider";
import { NewRowsBar } from "@/components/orders/new-rows-bar";
import type { ShownRow } from "./freshness.ts";
import { InboxEmpty } from "./inbox-empty.tsx";
import { InboxFooter } from "./inbox-footer.tsx";
import { InboxRow } from "./inbox-row.tsx";
import { InboxSkeleton } from "./inbox-skeleton.tsx";
import { OwnerChips } from "./owner-chips.tsx";
import { inboxAddress, owners } from "./owners.ts";
import { useInboxCounts } from "./use-inbox-counts.ts";
import { focusRow, useInboxKeys } from "./use-inbox-keys.ts";
import { useInboxPage } from "./use-inbox-page.ts";

/** What waits for a person, most urgent first, and who has it. */
export function InboxScreen({ owner, cursor }: { owner: InboxOwnerFilter; cursor: string | null }) {
  const { shown, view, repaint, showNew } = useInboxPage(owner, cursor);
  const { counts, recount } = useInboxCounts();
  const off = useLive().state === "offline";
  const [takeOver, setTakeOver] = useState<TakenOver | null>(null);
  // What was claimed here stays in its row, also where the view holds only what nobody has.
  const [claimed, setClaimed] = useState<ReadonlyMap<string, ClaimAnswer["claim"]>>(new Map());
  const rows = (view?.rows ?? []).map((each) => withClaim(each, claimed));

  const onAnswer = (sagaUuid: string, answer: ClaimAnswer) => {
    setClaimed((before) => new Map(before).set(sagaUuid, answer.claim));
    repaint();
    recount();
    focusRow(sagaUuid);
  };
  const claiming = useClaiming(onAnswer);
  const claim = (row: ShownRow["row"]) => {
    if (off || row.claim?.mine) return;
    if (row.claim === null) claiming.claim(row);
    else setTakeOver({ ...row, claim: row.claim });
  };
  const currentSaga = useInboxKeys(rows, { showNew, claim });
  const label = owners.find((each) => each.owner === owner)?.label ?? "All";
  useEffect(() => {
    if (view === undefined) return;
    rememberList({
      label,
      href: inboxAddress(owner, cursor),
      orderNumbers: view.rows.map(({ row }) => row.orderNumber),
    });
  }, [view, label, owner, cursor]);

  return (
    <>
      <InboxHead />
      <OwnerChips current={owner} counts={counts?.counts} />
      <section className="card overflow-hidden" aria-label={`Needs a person: ${label}`}>
        <p
          role="status"
          className={claiming.said === null ? "sr-only" : "border-b bg-wait-bg px-4 py-1.5"}
        >
          {claiming.said}
        </p>
        {view !== undefined && shown.data !== undefined ? (
          <>
            <NewRowsBar count={view.newCount} atLeast={false} onShow={showNew} />
            {rows.length === 0 ? (
              <InboxEmpty owner={owner} cursor={cursor} page={shown.data} />
            ) : (
              <>
                <ol className="divide-y">
                  {rows.map((each) => (
                    <InboxRow
                      key={each.row.sagaUuid}
                      shown={each}
                      current={each.row.sagaUuid === currentSaga}
                      off={off}
                      onClaim={() => claim(each.row)}
                    />
                  ))}
                </ol>
                <InboxFooter
                  owner={owner}
                  cursor={cursor}
                  nextCursor={shown.data.nextCursor}
                  rowCount={rows.length}
                  total={counts?.counts[owner]}
                  asOf={counts?.asOf ?? shown.data.asOf}
                />
              </>
            )}
          </>
        ) : shown.isError ? (
          <LoadError
            title="The list could not be loaded"
            error={shown.error}
            onRetry={() => void shown.refetch()}
          />
        ) : (
          <InboxSkeleton />
        )}
      </section>
      {takeOver === null ? null : (
        <TakeOverDialog
          key={takeOver.claim.claimId}
          order={takeOver}
          onClose={() => setTakeOver(null)}
          onAnswer={(answer) => {
            setTakeOver(null);
            onAnswer(takeOver.sagaUuid, answer);
          }}
        />
      )}
    </>
  );
}

function withClaim(each: ShownRow, claimed: ReadonlyMap<string, ClaimAnswer["claim"]>): ShownRow {
  const claim = claimed.get(each.row.sagaUuid);
  if (claim === undefined || !each.leftView) return each;
  return { row: { ...each.row, claim }, leftView: false };
}

function InboxHead() {
  return (
    <div className="mb-3 flex min-h-7 flex-wrap items-center gap-x-3">
      <h1 className="text-lg">Needs a person</h1>
      <p className="hidden text-muted-foreground md:block">
        Most urgent first, by the time that an order has from being placed
      </p>
      <span className="ml-auto hidden items-center gap-1 text-xs text-muted-foreground xl:flex">
        <Kbd>j</Kbd>
        <Kbd>k</Kbd> move <Kbd>Enter</Kbd> open <Kbd>c</Kbd> claim
      </span>
    </div>
  );
}
