"use client";

import { useState } from "react";
import type { ClaimView } from "#server/operations/claims/views";
import { EMPTY_DRAFT } from "@/components/asking/action-draft";
import { ActAnywayDialog } from "@/components/claims/act-anyway-dialog";
import { ClaimLine } from "@/components/claims/claim-line";
import { useClaim } from "@/components/claims/use-claim";
import { useHotkeys } from "@/components/console/use-hotkeys";
import { useLive } from "@/components/live/live-provider";
import { useCompany } from "@/components/presence/use-company";
import type { ActionKind } from "./action-kind.ts";
import type { ActionDialogProps } from "./dialogs/action-dialog.tsx";
import { HoldDialog } from "./dialogs/hold-dialog.tsx";
import { OrderAgainDialog } from "./dialogs/order-again-dialog.tsx";
import { ResendDialog } from "./dialogs/resend-dialog.tsx";
import { ResolveDialog } from "./dialogs/resolve-dialog.tsx";
import { RetryDialog } from "./dialogs/retry-dialog.tsx";
import { ToldDialog } from "./dialogs/told-dialog.tsx";
import { UndoDialog } from "./dialogs/undo-dialog.tsx";
import type { OpenedAction } from "./dialogs/use-order-action.ts";
import { OrderHeader } from "./order-header.tsx";
import type { OrderView } from "./order-view.ts";

/** The head of the order with its buttons, and the dialog of the one that was pressed. */
export function OrderActions({ view, onChanged }: { view: OrderView; onChanged: () => void }) {
  const live = useLive();
  const [open, setOpen] = useState<{ view: OrderView; opened: OpenedAction } | null>(null);
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const offBecause = live.state === "offline" ? "You are offline." : null;

  const claim = useClaim(view);
  const looking = useCompany(view.sagaUuid);
  const [anyway, setAnyway] = useState<{ kind: ActionKind; claim: ClaimView } | null>(null);

  const openDialog = (kind: ActionKind) => {
    const { sagaUuid, revision } = view;
    setOpen({ view, opened: { kind, actionId: crypto.randomUUID(), sagaUuid, revision } });
  };
  const choose = (kind: ActionKind) => {
    if (offBecause !== null || !view.actions[kind].allowed) return;
    if (claim.claim && !claim.claim.mine) setAnyway({ kind, claim: claim.claim });
    else openDialog(kind);
  };
  useHotkeys({ r: () => choose("retry"), u: () => choose("undo") });

  const close = () => setOpen(null);
  return (
    <>
      <OrderHeader
        view={view}
        offBecause={offBecause}
        onChoose={choose}
        claimLine={<ClaimLine order={view} claim={claim} off={offBecause !== null} />}
        looking={looking}
      />
      {anyway === null ? null : (
        <ActAnywayDialog
          claim={anyway.claim}
          orderNumber={view.orderNumber}
          onClose={() => setAnyway(null)}
          onGoOn={() => {
            setAnyway(null);
            openDialog(anyway.kind);
          }}
        />
      )}
      {open === null ? null : (
        <DialogOf
          key={open.opened.actionId}
          view={open.view}
          opened={open.opened}
          draft={draft}
          onDraft={setDraft}
          onClose={close}
          onAccepted={() => {
            setDraft(EMPTY_DRAFT);
            close();
            onChanged();
          }}
          onShowNow={() => {
            close();
            onChanged();
          }}
        />
      )}
    </>
  );
}

function DialogOf(props: ActionDialogProps) {
  const { kind } = props.opened;
  switch (kind) {
    case "retry":
      return <RetryDialog {...props} />;
    case "undo":
      return <UndoDialog {...props} />;
    case "resolve":
      return <ResolveDialog {...props} />;
    case "told_by_phone":
      return <ToldDialog {...props} />;
    case "resend_notice":
      return <ResendDialog {...props} />;
    case "order_again":
      return <OrderAgainDialog {...props} />;
    case "hold":
    case "release":
      return <HoldDialog {...props} kind={kind} />;
  }
}
