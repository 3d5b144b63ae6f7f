"use client";

import { Phone } from "lucide-react";
import { ActionDialog, type ActionDialogProps } from "./action-dialog.tsx";

/** Records that a person reached the customer whom no e-mail did. */
export function ToldDialog(props: ActionDialogProps) {
  const { card, orderNumber, position } = props.view;
  const news =
    position === "CANCELLED" ? "that the order is cancelled, and why" : "that the order is shipped";
  return (
    <ActionDialog
      {...props}
      title={
        <>
          Has the customer of{" "}
          <span className="whitespace-nowrap font-mono tracking-tight">{orderNumber}</span> been
          told?
        </>
      }
      description={`Record it only once you have told them ${news}.`}
      keep="Not yet"
      confirm={
        <>
          <Phone className="size-4" strokeWidth={1.75} aria-hidden />
          The customer knows
        </>
      }
      unchanged="If the order moves first, nothing is recorded."
    >
      <dl className="grid grid-cols-[116px_minmax(0,1fr)] gap-x-3 gap-y-1 sm:grid-cols-[128px_minmax(0,1fr)]">
        <dt className="text-muted-foreground">Now</dt>
        <dd>{card.why}</dd>
        <dt className="text-muted-foreground">What will happen</dt>
        <dd>The order counts as told. No e-mail about this is sent any more.</dd>
        <dt className="text-muted-foreground">Not touched</dt>
        <dd>The order itself, and everything at the partners.</dd>
      </dl>
    </ActionDialog>
  );
}
