"use client";

import { type ReactNode, useState } from "react";
import { useLive } from "@/components/live/live-provider";
import { Age } from "@/components/time/time";
import { Dialog } from "@/components/ui/dialog";
import type { OrderView } from "../order-view.ts";
import { NotDoneAlert } from "./not-done-alert.tsx";
import { type ReasonErrors, ReasonFields } from "./reason-fields.tsx";
import {
  type ActionDraft,
  type Evidence,
  type OpenedAction,
  useOrderAction,
} from "./use-order-action.ts";

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

/**
 * The frame of every dialog that asks for something: what will happen, why, and
 * two ways out, each named by what it does. No key confirms it.
 */
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
    /** What is recorded by hand, or the errors that keep it from being sent. */
    readEvidence?: () => Evidence | null;
  },
) {
  const { view, draft } = props;
  const live = useLive();
  const action = useOrderAction(props.opened, props.onAccepted);
  const [errors, setErrors] = useState<ReasonErrors>({});
  const noteRequired = props.noteRequired === true || draft.reasonCode === "other";
  const offline = live.state === "offline";

  const confirm = () => {
    if (action.sending || offline) return;
    const found = findErrors(draft, noteRequired);
    setErrors(found);
    const evidence = props.readEvidence?.() ?? null;
    if (props.readEvidence !== undefined && evidence === null) return;
    if (draft.reasonCode === "" || Object.keys(found).length > 0) return;
    action.send({ reasonCode: draft.reasonCode, note: draft.note, evidence });
  };

  return (
    <Dialog
      open
      onClose={props.onClose}
      title={props.title}
      description={props.description}
      closeLabel={`Close, ${props.keep.toLowerCase()}`}
      footer={
        <div className="flex flex-wrap items-center gap-2 border-t px-4 py-3 md:px-5">
          <p className="mr-auto text-xs text-muted-foreground max-md:basis-full md:max-w-[34ch]">
            Made from version {view.version}, <Age since={view.asOf} /> ago. {props.unchanged}
          </p>
          <button type="button" className="btn btn-outline max-md:flex-1" onClick={props.onClose}>
            {props.keep}
          </button>
          <button
            type="button"
            className={`btn max-md:flex-1 ${props.danger ? "btn-danger" : "btn-primary"}`}
            aria-disabled={action.sending || offline}
            title={offline ? "You are offline" : undefined}
            onClick={confirm}
          >
            {props.confirm}
          </button>
        </div>
      }
    >
      <div className="min-h-0 overflow-y-auto px-4 py-3 md:px-5">
        {props.children}
        <ReasonFields
          draft={draft}
          errors={errors}
          noteLabel={props.noteLabel ?? "Note for colleagues"}
          noteRequired={noteRequired}
          onChange={(next) => {
            setErrors({});
            props.onDraft(next);
          }}
        />
        <NotDoneAlert
          outcome={action.outcome}
          noteKept={draft.note.trim() !== ""}
          onShowNow={props.onShowNow}
        />
      </div>
    </Dialog>
  );
}

// Shorter than this a note says nothing; the server thinks so too.
const SHORTEST_NOTE = 10;

function findErrors(draft: ActionDraft, noteRequired: boolean): ReasonErrors {
  return {
    ...(draft.reasonCode === "" ? { reasonCode: "Choose why. It stands in the record." } : {}),
    ...(noteRequired && draft.note.trim().length < SHORTEST_NOTE
      ? { note: `Write at least ${SHORTEST_NOTE} letters: it stands in the record.` }
      : {}),
  };
}
