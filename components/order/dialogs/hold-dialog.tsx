"use client";

import { CirclePause, CirclePlay } from "lucide-react";
import { ActionDialog, type ActionDialogProps } from "./action-dialog.tsx";

const words = {
  hold: {
    question: "Hold order",
    description: "The order waits where it is until somebody releases it.",
    happens: "Nothing more is sent for this order. What is done stays done.",
    running: "A call that has already left is not called back; its answer is recorded.",
    keep: "Let it go on",
    confirm: "Hold this order",
  },
  release: {
    question: "Release order",
    description: "The order goes on where it stood.",
    happens: "The next step is handed over at once.",
    running: "Nothing is sent twice: each request keeps its reference.",
    keep: "Keep it on hold",
    confirm: "Release this order",
  },
} as const;

/** Puts one order on hold, or lets it go on. */
export function HoldDialog(props: ActionDialogProps & { kind: "hold" | "release" }) {
  const text = words[props.kind];
  const Icon = props.kind === "hold" ? CirclePause : CirclePlay;
  return (
    <ActionDialog
      {...props}
      title={
        <>
          {text.question}{" "}
          <span className="whitespace-nowrap font-mono tracking-tight">
            {props.view.orderNumber}
          </span>
          ?
        </>
      }
      description={text.description}
      keep={text.keep}
      confirm={
        <>
          <Icon className="size-4" strokeWidth={1.75} aria-hidden />
          {text.confirm}
        </>
      }
      unchanged="If the order moves first, nothing is done."
    >
      <dl className="grid grid-cols-[116px_minmax(0,1fr)] gap-x-3 gap-y-1 sm:grid-cols-[128px_minmax(0,1fr)]">
        <dt className="text-muted-foreground">What will happen</dt>
        <dd>{text.happens}</dd>
        <dt className="text-muted-foreground">Not touched</dt>
        <dd>{text.running}</dd>
      </dl>
    </ActionDialog>
  );
}
