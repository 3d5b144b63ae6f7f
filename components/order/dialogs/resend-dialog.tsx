"use client";

import { Mail } from "lucide-react";
import { ActionDialog, type ActionDialogProps } from "./action-dialog.tsx";

/** Asks for the message that did not reach the customer to be sent once more. */
export function ResendDialog(props: ActionDialogProps) {
  const { card, customer, orderNumber } = props.view;
  return (
    <ActionDialog
      {...props}
      title={
        <>
          Send the e-mail of{" "}
          <span className="whitespace-nowrap font-mono tracking-tight">{orderNumber}</span> again?
        </>
      }
      description="The same message goes to the same address. It helps when the mailbox was full or the mail server away."
      keep="Do not send it"
      confirm={
        <>
          <Mail className="size-4" strokeWidth={1.75} aria-hidden />
          Send it again
        </>
      }
      unchanged="If the order moves first, nothing is sent."
    >
      <dl className="grid grid-cols-[116px_minmax(0,1fr)] gap-x-3 gap-y-1 sm:grid-cols-[128px_minmax(0,1fr)]">
        <dt className="text-muted-foreground">Now</dt>
        <dd>{card.why}</dd>
        <dt className="text-muted-foreground">Goes to</dt>
        <dd>{customer.email ?? "–"}</dd>
        <dt className="text-muted-foreground">What will happen</dt>
        <dd>
          One e-mail is sent. If it does not arrive, the order comes back to “Needs a person”.
        </dd>
        <dt className="text-muted-foreground">Not touched</dt>
        <dd>The order itself, and everything at the partners.</dd>
      </dl>
    </ActionDialog>
  );
}
