"use client";

import type { SavedView } from "#server/operations/saved-views/views";
import { readProblem } from "@/components/trpc/problem";
import { Dialog } from "@/components/ui/dialog";
import { useViewActions } from "./use-saved-views.ts";

/** Asks before a view is forgotten; the orders in it are not touched. */
export function RemoveDialog({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const { remove } = useViewActions();
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete the view “${view.name}”?`}
      description={
        view.shared
          ? "It is gone for everyone. The orders in it stay as they are."
          : "The orders in it stay as they are."
      }
      closeLabel="Keep the view"
      width="md:w-[480px]"
      footer={
        <div className="flex justify-end gap-2 px-4 py-3 md:px-5">
          <button type="button" className="btn btn-outline" onClick={onClose}>
            Keep the view
          </button>
          <button
            type="button"
            className="btn btn-danger"
            aria-disabled={remove.isPending}
            onClick={() => remove.mutate({ viewId: view.viewId }, { onSuccess: onClose })}
          >
            Delete the view
          </button>
        </div>
      }
    >
      {remove.error === null ? null : (
        <p role="alert" className="mx-4 mt-3 rounded-md bg-act-bg px-3 py-2 text-act md:mx-5">
          Nothing was deleted. {readProblem(remove.error).detail || "The server did not answer."}
        </p>
      )}
    </Dialog>
  );
}
