"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { LoadError } from "@/components/console/load-error";
import { noteServerTime } from "@/components/time/clock";
import { Age } from "@/components/time/time";
import { useTRPC } from "@/components/trpc/client";
import { DriftsCard } from "./drifts-card.tsx";
import { PartnerActionsCard } from "./partner-actions-card.tsx";
import { type OpenedPartner, PartnerDialog } from "./partner-dialog.tsx";
import { PartnerRow } from "./partner-row.tsx";
import { PartnersSkeleton } from "./partners-skeleton.tsx";

// Circuits open and close within seconds; nobody needs to see it sooner.
const ASK_EVERY_MS = 5_000;

/** Whether calls to each partner leave, what waits for them, and what they hold otherwise than we believe. */
export function PartnersScreen({ mayAct }: { mayAct: boolean }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.partners.list.queryOptions(undefined, { refetchInterval: ASK_EVERY_MS }),
  );
  const [opened, setOpened] = useState<OpenedPartner | null>(null);
  const view = query.data;
  const asOf = view?.asOf;
  useEffect(() => {
    if (asOf !== undefined) noteServerTime(asOf);
  }, [asOf]);

  const isThere = view !== undefined;
  useEffect(() => {
    // The rows come after the address was read, so the partner that it names is looked for then.
    if (isThere) document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
  }, [isThere]);

  const close = () => {
    setOpened(null);
    void query.refetch();
  };
  return (
    <>
      <div className="mb-4 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1 className="text-xl font-semibold tracking-tight">Partners</h1>
        <p className="text-muted-foreground">Whether calls leave, and which orders wait for it</p>
        {asOf === undefined ? null : (
          <p className="ml-auto text-xs text-muted-foreground">
            Checked <Age since={asOf} /> ago
          </p>
        )}
      </div>
      {view === undefined ? (
        <section className="card">
          {query.isError ? (
            <LoadError
              title="The partners could not be loaded"
              error={query.error}
              onRetry={() => void query.refetch()}
            />
          ) : (
            <PartnersSkeleton />
          )}
        </section>
      ) : (
        <div className="grid gap-4">
          <section className="card" aria-label="Partners">
            <ul className="divide-y">
              {view.partners.map((partner) => (
                <PartnerRow
                  key={partner.partner}
                  partner={partner}
                  mayAct={mayAct}
                  onChoose={(kind) => setOpened({ partner, kind, actionId: crypto.randomUUID() })}
                />
              ))}
            </ul>
          </section>
          <div className="grid items-start gap-4 xl:grid-cols-2">
            <DriftsCard drifts={view.drifts} comparedAt={view.comparedAt} />
            <PartnerActionsCard actions={view.actions} />
          </div>
        </div>
      )}
      {opened === null ? null : (
        <PartnerDialog key={opened.actionId} opened={opened} onClose={close} />
      )}
    </>
  );
}
