"use client";

import type { ReactNode } from "react";
import type { ActionDraft } from "@/components/asking/action-draft";
import { AskDialog } from "@/components/asking/ask-dialog";
import { Age } from "@/components/time/time";
import type { OrderView } from "../order-view.ts";
import { type Evidence, type OpenedAction, useOrderAction } from "./use-order-action.ts";

export type ActionDialogProps = {
  /** The order as it was when the dialog was opened; the action is bound to it. */
  view: OrderView;
  opened: OpenedAction;
  draft: ActionDraft;
  onDraft: (draft: ActionDraft) => void;
  onClose: () => void;
  onAccepted: () => void;
  onShowNow: () => void;
};

/** The frame of every dialog about one order. */
export function ActionDialog(
  props: ActionDialogProps & {
    title: ReactNode;
    description: ReactNode;
    children: ReactNode;
    keep: string;
    confirm: ReactNode;
    danger?: boolean;
    unchanged: string;
    noteLabel?: string;
    noteRequired?: boolean;
    /** What is recorded by hand, or null with the errors that keep it from being sent. */
    readEvidence?: () => Evidence | null;
  },
) {
  const { view, draft, title, description, keep, confirm } = props;
  const action = useOrderAction(props.opened, props.onAccepted);
  return (
    <AskDialog
      words={{
        title,
        description,
        keep,
        confirm,
        foot: (
          <>
            Made from version {view.version}, <Age since={view.asOf} /> ago. {props.unchanged}
          </>
        ),
        ...(props.noteLabel !== undefined && { noteLabel: props.noteLabel }),
        showNow: "Show the order as it is now",
      }}
      danger={props.danger === true}
      noteRequired={props.noteRequired === true}
      draft={draft}
      outcome={action.outcome}
      sending={action.sending}
      onDraft={props.onDraft}
      onConfirm={(reasonCode) => {
        const evidence = props.readEvidence?.() ?? null;
        action.send({ reasonCode, note: draft.note, evidence });
      }}
      onClose={props.onClose}
      onShowNow={props.onShowNow}
      check={() => props.readEvidence === undefined || props.readEvidence() !== null}
    >
      {props.children}
    </AskDialog>
  );
}
