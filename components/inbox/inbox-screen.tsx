"use client";

import { useEffect } from "react";
import type { InboxOwnerFilter } from "#server/operations/inbox/views";
import type { BoundedCount } from "#server/operations/list/views";
import { Kbd } from "@/components/console/kbd";
import { rememberList } from "@/components/console/list-trail";
import { LoadError } from "@/components/console/load-error";
import { NewRowsBar } from "@/components/orders/new-rows-bar";
import { InboxEmpty } from "./inbox-empty.tsx";
import { InboxFooter } from "./inbox-footer.tsx";
import { ClaimSaid, InboxRows } from "./inbox-rows.tsx";
import { InboxSkeleton } from "./inbox-skeleton.tsx";
import { inboxWords } from "./inbox-words.ts";
import { OwnerChips } from "./owner-chips.tsx";
import { inboxAddress, owners } from "./owners.ts";
import { useInboxCounts } from "./use-inbox-counts.ts";
import { useInboxKeys } from "./use-inbox-keys.ts";
import { useInboxPage } from "./use-inbox-page.ts";
import { useRowClaims } from "./use-row-claims.ts";

/** What waits for a person, the shortest time left first, and who has it. */
export function InboxScreen({ owner, cursor }: { owner: InboxOwnerFilter; cursor: string | null }) {
  const { shown, view, repaint, showNew } = useInboxPage(owner, cursor);
  const { counts, recount } = useInboxCounts();
  const claims = useRowClaims(view?.rows ?? [], () => {
    repaint();
    recount();
  });
  const { rows, claim } = claims;
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
      <InboxHead all={counts?.counts.all} />
      <OwnerChips current={owner} counts={counts?.counts} />
      <section className="card overflow-hidden" aria-label={`Needs a person: ${label}`}>
        <ClaimSaid said={claims.said} />
        {view !== undefined && shown.data !== undefined ? (
          <>
            <NewRowsBar count={view.newCount} atLeast={false} onShow={showNew} />
            {rows.length === 0 ? (
              <InboxEmpty owner={owner} cursor={cursor} page={shown.data} />
            ) : (
              <>
                <InboxRows claims={claims} current={currentSaga} />
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
    </>
  );
}

function InboxHead({ all }: { all: BoundedCount | undefined }) {
  return (
    <div className="mb-3 flex min-h-7 flex-wrap items-center gap-x-3">
      <h1 className="text-lg">Needs a person</h1>
      <p className="text-muted-foreground">{all === undefined ? null : inboxWords(all)}</p>
      <span className="ml-auto hidden items-center gap-1 text-xs text-muted-foreground xl:flex">
        <Kbd>j</Kbd>
        <Kbd>k</Kbd> move <Kbd>Enter</Kbd> open <Kbd>c</Kbd> claim
      </span>
    </div>
  );
}
