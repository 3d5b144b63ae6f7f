"use client";

import { type ReactNode, useState } from "react";
import type { ActionReason } from "#server/operations/order-actions/views";
import { useLive } from "@/components/live/live-provider";
import { Dialog } from "@/components/ui/dialog";
import { type ActionDraft, findErrors, type ReasonErrors } from "./action-draft.ts";
import type { AskingOutcome } from "./asking-outcome.ts";
import { NotDoneAlert } from "./not-done-alert.tsx";
import { ReasonFields } from "./reason-fields.tsx";

export type AskWords = {
  title: ReactNode;
  description: ReactNode;
  keep: string;
  confirm: ReactNode;
  /** Below the dialog, beside its buttons. */
  foot: ReactNode;
  noteLabel?: string;
  showNow: string;
};

/**
 * The frame of every dialog that asks for something: what will happen, why, and
 * two ways out, each named by what it does. No key confirms it.
 */
export function AskDialog(props: {
  words: AskWords;
  children: ReactNode;
  danger?: boolean;
  noteRequired?: boolean;
  draft: ActionDraft;
  outcome: AskingOutcome;
  sending: boolean;
  onDraft: (draft: ActionDraft) => void;
  onConfirm: (reasonCode: ActionReason) => void;
  onClose: () => void;
  onShowNow: () => void;
  /** Why it cannot be confirmed at all, if so; the dialog's content says it too. */
  offBecause?: string | null;
  /** Checks what the dialog asks for beside the reason; false keeps it from being sent. */
  check?: () => boolean;
}) {
  const { words, draft } = props;
  const live = useLive();
  const [errors, setErrors] = useState<ReasonErrors>({});
  const noteRequired = props.noteRequired === true || draft.reasonCode === "other";
  const offBecause = live.state === "offline" ? "You are offline." : (props.offBecause ?? null);
  const isOff = props.sending || offBecause !== null;

  const confirm = () => {
    if (isOff) return;
    const found = findErrors(draft, noteRequired);
    setErrors(found);
    const checked = props.check?.() ?? true;
    if (!checked || draft.reasonCode === "" || Object.keys(found).length > 0) return;
    props.onConfirm(draft.reasonCode);
  };

  return (
    <Dialog
      open
      onClose={props.onClose}
      title={words.title}
      description={words.description}
      closeLabel={`Close, ${words.keep.toLowerCase()}`}
      footer={
        <div className="flex flex-wrap items-center gap-2 border-t px-4 py-3 md:px-5">
          <p className="mr-auto text-xs text-muted-foreground max-md:basis-full md:max-w-[34ch]">
            {words.foot}
          </p>
          <button type="button" className="btn btn-outline max-md:flex-1" onClick={props.onClose}>
            {words.keep}
          </button>
          <button
            type="button"
            className={`btn max-md:flex-1 ${props.danger ? "btn-danger" : "btn-primary"}`}
            aria-disabled={isOff}
            title={offBecause ?? undefined}
            onClick={confirm}
          >
            {words.confirm}
          </button>
        </div>
      }
    >
      <div className="min-h-0 overflow-y-auto px-4 py-3 md:px-5">
        {props.children}
        <ReasonFields
          draft={draft}
          errors={errors}
          noteLabel={words.noteLabel ?? "Note for colleagues"}
          noteRequired={noteRequired}
          onChange={(next) => {
            setErrors({});
            props.onDraft(next);
          }}
        />
        <NotDoneAlert
          outcome={props.outcome}
          noteKept={draft.note.trim() !== ""}
          showNow={words.showNow}
          onShowNow={props.onShowNow}
        />
      </div>
    </Dialog>
  );
}
