"use client";

import { CircleCheck, CircleQuestionMark, type LucideIcon, RotateCw } from "lucide-react";
import type { RetrySafety } from "#server/operations/order-actions/views";
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
      <Safety safety={actions.retry.safety} />
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

const marks: Record<RetrySafety["verdict"], { icon: LucideIcon; box: string; ink: string }> = {
  not_sent: { icon: CircleCheck, box: "border-done/40 bg-done-bg", ink: "text-done" },
  refused: { icon: CircleCheck, box: "border-done/40 bg-done-bg", ink: "text-done" },
  being_worked_on: { icon: CircleCheck, box: "border-done/40 bg-done-bg", ink: "text-done" },
  no_answer: {
    icon: CircleQuestionMark,
    box: "border-unknown/40 bg-unknown-bg",
    ink: "text-unknown",
  },
  already_done: { icon: CircleCheck, box: "border-input bg-idle-bg", ink: "text-idle" },
};

/** Whether sending again can make anything twice: by word and shape before the rest. */
function Safety({ safety }: { safety: RetrySafety }) {
  const { icon: Icon, box, ink } = marks[safety.verdict];
  return (
    <p className={`mb-3 flex items-start gap-2 rounded-md border px-3 py-2 ${box}`}>
      <Icon className={`mt-0.5 size-4 shrink-0 ${ink}`} strokeWidth={1.75} aria-hidden />
      <span>
        <span className={`font-medium ${ink}`}>{safety.word}.</span> {safety.text}
      </span>
    </p>
  );
}
