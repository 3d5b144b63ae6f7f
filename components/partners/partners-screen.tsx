"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { LoadError } from "@/components/console/load-error";
import { FaultsPanel } from "@/components/faults/faults-panel";
import { ActionsCard } from "@/components/settings/actions-card";
import { noteServerTime } from "@/components/time/clock";
import { Age, Time } from "@/components/time/time";
import { useTRPC } from "@/components/trpc/client";
import { FiguresHead } from "./direction-figures.tsx";
import { DriftsCard } from "./drifts-card.tsx";
import { PartnerActionsCard } from "./partner-actions-card.tsx";
import { type OpenedPartner, PartnerDialog } from "./partner-dialog.tsx";
import { PartnerRow } from "./partner-row.tsx";
import { PartnersSkeleton } from "./partners-skeleton.tsx";
import { StandingLine } from "./standing-line.tsx";

// Circuits open and close within seconds; nobody needs to see it sooner.
const ASK_EVERY_MS = 5_000;
// Figures of an hour change little in a quarter of a minute.
const FIGURES_EVERY_MS = 15_000;

/** Less than an hour when much is going on: then the newest events are read and no more. */
function FiguresSince({ since }: { since: string }) {
  return (
    <>
      , read back to <Time at={since} />
    </>
  );
}

/** Whether calls to each partner leave, what waits for them, and what they hold otherwise than we believe. */
export function PartnersScreen({ mayAct }: { mayAct: boolean }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.partners.list.queryOptions(undefined, { refetchInterval: ASK_EVERY_MS }),
  );
  const figures = useQuery(
    trpc.partners.figures.queryOptions(undefined, { refetchInterval: FIGURES_EVERY_MS }),
  ).data;
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
      <div className="mb-3 flex min-h-7 flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1 className="text-lg">Partners</h1>
        <p className="hidden text-muted-foreground md:block">
          Whether calls leave, and which orders wait for it
        </p>
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
          <StandingLine view={view} mayAct={mayAct} />
          <section className="card" aria-label="Partners">
            <FiguresHead />
            <ul className="divide-y">
              {view.partners.map((partner) => (
                <PartnerRow
                  key={partner.partner}
                  partner={partner}
                  figures={figures?.figures ?? []}
                  mayAct={mayAct}
                  onChoose={(kind) => setOpened({ partner, kind, actionId: crypto.randomUUID() })}
                />
              ))}
            </ul>
            <p className="border-t px-4 py-2.5 text-xs text-pretty text-muted-foreground">
              Done, refused and failed are of the last hour
              {figures?.since == null ? "" : <FiguresSince since={figures.since} />}. “Failed” is
              the share of attempts that brought no answer. p50 and p95 are from when the work is
              due until its answer is recorded.
            </p>
          </section>
          {mayAct && view.partners.some(({ isSandbox }) => isSandbox) ? (
            <div className="grid items-start gap-4 xl:grid-cols-2">
              <FaultsPanel />
              <ActionsCard
                area="faults"
                title="Faults that were injected"
                empty="Who injects a fault or takes it away stands here."
              />
            </div>
          ) : null}
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
