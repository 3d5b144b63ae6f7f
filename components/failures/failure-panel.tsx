"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { BulkDialog, type OpenedBulk } from "@/components/bulk/bulk-dialog";
import { BulkRun } from "@/components/bulk/bulk-run";
import { LoadError } from "@/components/console/load-error";
import { useHotkeys } from "@/components/console/use-hotkeys";
import { useLiveRefetch } from "@/components/live/use-live-refetch";
import { useTRPC } from "@/components/trpc/client";
import { FailureFacts } from "./failure-facts.tsx";
import { FailureNotes } from "./failure-notes.tsx";
import { FailureOrders } from "./failure-orders.tsx";
import { NoteDialog } from "./note-dialog.tsx";
import { StatusDialog } from "./status-dialog.tsx";

const REPAINT_EVERY_MS = 2_000;

/** What is known about one group: the newest operation on it, its open orders, cause, notes and history. */
export function FailurePanel({ id, holdsUp }: { id: number; holdsUp: boolean }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.failures.get.queryOptions({ id }, { gcTime: 0 }));
  const [bulk, setBulk] = useState<OpenedBulk | null>(null);
  const [dialog, setDialog] = useState<{ kind: "note" | "status"; noteId: string } | null>(null);
  useLiveRefetch({
    concerns: () => true,
    refetch: () => void query.refetch(),
    atMostEveryMs: REPAINT_EVERY_MS,
  });
  const open = (kind: "note" | "status") => setDialog({ kind, noteId: crypto.randomUUID() });
  useHotkeys({ n: () => open("note") });
  const close = () => {
    setDialog(null);
    void query.refetch();
  };

  const view = query.data;
  if (view === undefined) {
    return query.isError ? (
      <LoadError
        title="This group could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    ) : (
      <PanelSkeleton holdsUp={holdsUp} />
    );
  }
  return (
    <div className="grid xl:grid-cols-[minmax(0,1fr)_340px]">
      <div className="grid min-w-0 content-start divide-y">
        {view.bulkId === null ? null : (
          <section aria-label="Newest bulk operation" className="min-w-0 px-4 py-3">
            <BulkRun bulkId={view.bulkId} within="group" onBulk={setBulk} />
          </section>
        )}
        <FailureOrders key={view.id} view={view} onBulk={setBulk} />
      </div>
      <section
        aria-label={`About ${view.label}`}
        className="grid content-start gap-4 px-4 py-3 max-xl:border-t xl:border-l"
      >
        <FailureFacts view={view} />
        <FailureNotes
          notes={view.notes}
          onAddNote={() => open("note")}
          onChangeStatus={() => open("status")}
        />
      </section>
      {bulk === null ? null : (
        <BulkDialog
          key={bulk.bulkUuid}
          opened={bulk}
          onClose={() => setBulk(null)}
          onStarted={() => {
            setBulk(null);
            void query.refetch();
          }}
        />
      )}
      {dialog?.kind === "note" ? (
        <NoteDialog view={view} noteId={dialog.noteId} onClose={close} />
      ) : null}
      {dialog?.kind === "status" ? (
        <StatusDialog view={view} noteId={dialog.noteId} onClose={close} />
      ) : null}
    </div>
  );
}

/** About as high as what comes, so that the groups below it keep their place; on a phone they stand below the window. */
function PanelSkeleton({ holdsUp }: { holdsUp: boolean }) {
  const height = holdsUp ? "min-h-dvh xl:min-h-[540px]" : "min-h-[440px] xl:min-h-[376px]";
  return (
    <div className={`grid content-start gap-3 px-4 py-4 ${height}`}>
      <p role="status" className="sr-only">
        Loading this group
      </p>
      <span className="sk sk-late block h-4 w-full max-w-56" aria-hidden="true" />
      <span className="sk sk-late block h-3 w-full max-w-96" aria-hidden="true" />
      <span className="sk sk-late block h-24 w-full" aria-hidden="true" />
    </div>
  );
}
