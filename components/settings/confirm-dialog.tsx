"use client";

import type { ReactNode } from "react";
import type { AskingOutcome } from "@/components/asking/asking-outcome";
import { Dialog } from "@/components/ui/dialog";
import { RequestAlert } from "./request-alert.tsx";

/** The frame of a dialog of the settings: what will happen, and two ways out, each named by what it does. */
export function ConfirmDialog(props: {
  title: ReactNode;
  description: ReactNode;
  children: ReactNode;
  keep: string;
  /** Absent when there is nothing left to confirm. */
  confirm?: string;
  danger?: boolean;
  sending: boolean;
  outcome: AskingOutcome;
  onConfirm?: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={props.title}
      description={props.description}
      closeLabel="Close"
      width="md:w-[480px]"
      footer={
        <div className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3 md:px-5">
          <button type="button" className="btn btn-outline max-md:flex-1" onClick={props.onClose}>
            {props.keep}
          </button>
          {props.confirm === undefined ? null : (
            <button
              type="button"
              className={`btn max-md:flex-1 ${props.danger ? "btn-danger" : "btn-primary"}`}
              aria-disabled={props.sending}
              onClick={() => (props.sending ? undefined : props.onConfirm?.())}
            >
              {props.confirm}
            </button>
          )}
        </div>
      }
    >
      <div className="grid min-h-0 gap-3 overflow-y-auto px-4 py-3 md:px-5">
        {props.children}
        <RequestAlert outcome={props.outcome} />
      </div>
    </Dialog>
  );
}
