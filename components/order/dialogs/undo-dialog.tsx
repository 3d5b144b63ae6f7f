"use client";

import { CircleCheck, Mail, TriangleAlert, Undo2 } from "lucide-react";
import type { TakeBack } from "#server/operations/order-actions/views";
import { ActionDialog, type ActionDialogProps } from "./action-dialog.tsx";

/** What an undo will do, in its true order, before anybody asks for it. */
export function UndoDialog(props: ActionDialogProps) {
  const { undoPreview, orderNumber } = props.view;
  const { entries } = undoPreview;
  const atPartners = entries.filter((entry) => entry.partner !== null).length;
  return (
    <ActionDialog
      {...props}
      title={
        <>
          Undo order{" "}
          <span className="whitespace-nowrap font-mono tracking-tight">{orderNumber}</span>?
        </>
      }
      description={summaryOf(atPartners)}
      keep="Keep the order"
      danger
      confirm={
        <>
          <Undo2 className="size-4" strokeWidth={1.75} aria-hidden />
          Undo and cancel
        </>
      }
      unchanged="If the order moves first, nothing is undone."
    >
      <h3 className="mb-1.5">What will happen, in this order</h3>
      <ol className="divide-y rounded-md border">
        {entries.map((entry, index) => (
          <li key={entry.title} className="grid grid-cols-[20px_minmax(0,1fr)] gap-x-2.5 px-3 py-2">
            <span className="grid size-5 place-items-center rounded-full border border-input text-xs font-medium">
              {index + 1}
            </span>
            <div>
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">{entry.title}</span>
                {entry.partner === null ? null : (
                  <span className="text-muted-foreground">{entry.partner}</span>
                )}
                {entry.reference === null ? null : (
                  <span className="mono ml-auto text-muted-foreground">{entry.reference}</span>
                )}
              </p>
              <p className="text-muted-foreground">{entry.text}</p>
              <TakenBack takeBack={entry.takeBack} />
            </div>
          </li>
        ))}
        <li className="grid grid-cols-[20px_minmax(0,1fr)] gap-x-2.5 px-3 py-2">
          <Mail
            className="mx-auto mt-0.5 size-4 text-muted-foreground"
            strokeWidth={1.75}
            aria-hidden
          />
          <p>
            <span className="font-medium">Then the customer is told</span>{" "}
            <span className="text-muted-foreground">by e-mail that the order is cancelled.</span>
          </p>
        </li>
      </ol>
      <dl className="mt-3 grid grid-cols-[116px_minmax(0,1fr)] gap-x-3 gap-y-1 sm:grid-cols-[128px_minmax(0,1fr)]">
        {undoPreview.notTouched === null ? null : (
          <>
            <dt className="text-muted-foreground">Not touched</dt>
            <dd>{undoPreview.notTouched}</dd>
          </>
        )}
        <dt className="text-muted-foreground">Open afterwards</dt>
        <dd>
          <span className="font-medium">{undoPreview.after.open}.</span> {undoPreview.after.text}
        </dd>
        <dt className="text-muted-foreground">If a partner refuses</dt>
        <dd>{undoPreview.ifRefused}</dd>
      </dl>
    </ActionDialog>
  );
}

/** Whether it could be had again: by shape and word, not by colour alone. */
function TakenBack({ takeBack }: { takeBack: TakeBack }) {
  const Icon = takeBack.possible ? CircleCheck : TriangleAlert;
  return (
    <p
      className={`mt-0.5 flex items-start gap-1.5 text-xs ${takeBack.possible ? "text-done" : "text-wait"}`}
    >
      <Icon className="mt-px size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
      {takeBack.text}
    </p>
  );
}

function summaryOf(atPartners: number): string {
  if (atPartners === 0) return "Nothing was made at any partner. The order is cancelled.";
  const things =
    atPartners === 1
      ? "1 thing at a partner is undone."
      : `${atPartners} things at partners are undone, one after the other, newest first.`;
  return `${things} Then the order is cancelled.`;
}
