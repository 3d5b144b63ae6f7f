"use client";

import { CopyPlus } from "lucide-react";
import { ActionDialog, type ActionDialogProps } from "./action-dialog.tsx";

/** Places a cancelled order again, as a new one. */
export function OrderAgainDialog(props: ActionDialogProps) {
  const { card, customer, orderNumber } = props.view;
  return (
    <ActionDialog
      {...props}
      title={
        <>
          Order <span className="whitespace-nowrap font-mono tracking-tight">{orderNumber}</span>{" "}
          again?
        </>
      }
      description="A new order with the same content goes to the partners. Place it only if what stopped this one is settled."
      keep="Do not order"
      confirm={
        <>
          <CopyPlus className="size-4" strokeWidth={1.75} aria-hidden />
          Place the new order
        </>
      }
      unchanged="If a colleague is faster, nothing is ordered twice."
    >
      <dl className="grid grid-cols-[116px_minmax(0,1fr)] gap-x-3 gap-y-1 sm:grid-cols-[128px_minmax(0,1fr)]">
        <dt className="text-muted-foreground">Why it ended</dt>
        <dd>{card.why}</dd>
        <dt className="text-muted-foreground">What will happen</dt>
        <dd>
          {customer.items === 1 ? "1 item" : `${customer.items} items`} for the same customer and
          address, as they were sent, under a number of its own. The customer is told when it ships.
        </dd>
        <dt className="text-muted-foreground">Not touched</dt>
        <dd>This order. It stays cancelled, and each of the two names the other.</dd>
      </dl>
    </ActionDialog>
  );
}
