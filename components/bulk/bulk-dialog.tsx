"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { RotateCw, Undo2 } from "lucide-react";
import { useState } from "react";
import type { BulkKind, BulkPreview, BulkSet } from "#server/operations/bulk/views";
import type { ActionReason } from "#server/operations/order-actions/views";
import { EMPTY_DRAFT, textOrNull } from "@/components/asking/action-draft";
import { AskDialog } from "@/components/asking/ask-dialog";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { formatNumber } from "@/components/console/count";
import { useTRPCClient } from "@/components/trpc/client";
import { BulkPreviewContent } from "./bulk-preview.tsx";
import { CAREFUL, type Pace, PaceFields } from "./pace-fields.tsx";

export type OpenedBulk = {
  /** Made once per opened dialog: the same set and the same operation, however often it is pressed. */
  bulkUuid: string;
  kind: BulkKind;
  set: BulkSet;
};

/** Shows the set that was fixed on the server, and what would be done, before anybody starts it. */
export function BulkDialog(props: {
  opened: OpenedBulk;
  onClose: () => void;
  onStarted: (bulkId: number) => void;
}) {
  const { opened } = props;
  const client = useTRPCClient();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [pace, setPace] = useState<Pace>(CAREFUL);
  const [outcome, setOutcome] = useState<AskingOutcome>({ type: "none" });
  // Fixing the set again under the same id gives the same set, so it may be asked for like a query.
  const preview = useQuery({
    queryKey: ["bulk-preview", opened.bulkUuid],
    queryFn: () => client.bulk.preview.mutate(opened),
    gcTime: 0,
  });
  const mutation = useMutation({
    mutationFn: async (sent: { bulkId: number; reasonCode: ActionReason }) => {
      const note = textOrNull(draft.note);
      return {
        ...(await client.bulk.start.mutate({ ...sent, note, ...pace })),
        bulkId: sent.bulkId,
      };
    },
    onMutate: () => setOutcome({ type: "none" }),
    onSuccess: (result) => {
      if (result.type === "changed") props.onStarted(result.bulkId);
      else setOutcome({ type: "not_done", because: result.because });
    },
    onError: (error) => setOutcome(outcomeOfError(error)),
  });
  const view = preview.data;
  const isUndo = opened.kind === "undo";
  const Icon = isUndo ? Undo2 : RotateCw;
  return (
    <AskDialog
      words={{
        title: titleOf(opened.kind, view),
        description: whoseOrders(opened.kind, view),
        keep: isUndo ? "Keep the orders" : "Leave them as they are",
        confirm: (
          <>
            <Icon className="size-4" strokeWidth={1.75} aria-hidden />
            {isUndo ? "Undo and cancel" : "Start the retry"}
          </>
        ),
        foot: "It stops itself when it goes wrong, and can be paused at any time.",
        showNow: "Show what is so now",
      }}
      danger={isUndo}
      draft={draft}
      outcome={outcome}
      sending={mutation.isPending}
      onDraft={setDraft}
      offBecause={view?.start.allowed === false ? view.start.because : null}
      onConfirm={(reasonCode) => {
        if (view !== undefined) mutation.mutate({ bulkId: view.bulkId, reasonCode });
      }}
      onClose={props.onClose}
      onShowNow={props.onClose}
    >
      <BulkPreviewContent
        view={view}
        error={preview.error}
        onRetry={() => void preview.refetch()}
        kind={opened.kind}
      />
      <PaceFields pace={pace} onChange={setPace} />
    </AskDialog>
  );
}

function whoseOrders(kind: BulkKind, view: BulkPreview | undefined): string {
  if (view?.groupTitle != null) return `${view.groupTitle}.`;
  if (view === undefined || view.skipped === 0) return "The orders that were chosen.";
  const deed = kind === "retry" ? "retried" : "undone";
  const chosen = formatNumber(view.count + view.skipped);
  return `Of the ${chosen} orders that were chosen, ${formatNumber(view.skipped)} cannot be ${deed} and are skipped.`;
}

function titleOf(kind: BulkKind, view: BulkPreview | undefined): string {
  const verb = kind === "retry" ? "Retry" : "Undo";
  if (view === undefined) return `${verb} these orders?`;
  return view.count === 1
    ? `${verb} 1 order?`
    : `${verb} ${view.count.toLocaleString("en-GB")} orders?`;
}
