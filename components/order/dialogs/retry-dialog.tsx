"use client";

import { RotateCw } from "lucide-react";
import { ActionDialog, type ActionDialogProps } from "./action-dialog.tsx";

/** What a retry will do, and what it will not do twice. */
export function RetryDialog(props: ActionDialogProps) {
  const { actions, card, orderNumber } = props.view;
  return (
    <ActionDialog
      {...props}
      title={
        <>
          {actions.retry.label} for{" "}
          <span className="whitespace-nowrap font-mono tracking-tight">{orderNumber}</span>?
        </>
      }
      description={card.headline}
      keep="Leave it"
      confirm={
        <>
          <RotateCw className="size-4" strokeWidth={1.75} aria-hidden />
          {actions.retry.label}
        </>
      }
      unchanged="If the order moves first, nothing is sent."
    >
      <dl className="grid grid-cols-[116px_minmax(0,1fr)] gap-x-3 gap-y-1 sm:grid-cols-[128px_minmax(0,1fr)]">
        <dt className="text-muted-foreground">Now</dt>
        <dd>{card.why}</dd>
        <dt className="text-muted-foreground">What will happen</dt>
        <dd>{actions.retry.allowed ? actions.retry.explanation : actions.retry.because}</dd>
        <dt className="text-muted-foreground">If it fails again</dt>
        <dd>The receipt says so, and the order goes on as before or comes back to a person.</dd>
      </dl>
    </ActionDialog>
  );
}
