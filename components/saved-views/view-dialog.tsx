"use client";

import { type FormEvent, useState } from "react";
import type { SavedView } from "#server/operations/saved-views/views";
import { useHiddenColumns } from "@/components/orders/columns";
import type { ListAddress } from "@/components/orders/list-address";
import { readProblem } from "@/components/trpc/problem";
import { Dialog } from "@/components/ui/dialog";
import { useViewActions } from "./use-saved-views.ts";

/** Gives the present list a name, or a saved one another. */
export function ViewDialog(props: {
  list: ListAddress;
  view: SavedView | null;
  onClose: () => void;
}) {
  const { view, onClose } = props;
  const { save, change } = useViewActions();
  // One id for all presses of this dialog: pressed twice, it is one view.
  const [viewId] = useState(() => view?.viewId ?? crypto.randomUUID());
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view?.shared ?? false);
  const [isEmpty, setEmpty] = useState(false);
  const hiddenColumns = useHiddenColumns();
  const pending = save.isPending || change.isPending;
  const failure = save.error ?? change.error;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return setEmpty(true);
    const { after: _, ...wish } = props.list;
    const named = { viewId, name: name.trim(), shared };
    if (view === null)
      save.mutate({ ...named, wish, hiddenColumns: [...hiddenColumns] }, { onSuccess: onClose });
    else change.mutate(named, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={view === null ? "Save this view" : `Rename or share “${view.name}”`}
      description="It keeps filters, order and columns of the list, not the orders in it."
      closeLabel="Close without saving"
      width="md:w-[480px]"
    >
      <form onSubmit={onSubmit} noValidate>
        <div className="grid gap-3 px-4 py-4 md:px-5">
          {failure === null ? null : (
            <p role="alert" className="rounded-md bg-act-bg px-3 py-2 text-act">
              Nothing was saved. {readProblem(failure).detail || "The server did not answer."}
            </p>
          )}
          <div>
            <label htmlFor="view-name" className="mb-1 block font-medium">
              Name
            </label>
            <input
              id="view-name"
              className="input !h-9"
              maxLength={60}
              autoComplete="off"
              value={name}
              aria-invalid={isEmpty}
              aria-describedby="view-name-hint"
              onChange={(event) => {
                setName(event.target.value);
                setEmpty(false);
              }}
            />
            <p
              id="view-name-hint"
              className={`mt-1 text-xs ${isEmpty ? "text-act" : "text-muted-foreground"}`}
            >
              {isEmpty
                ? "A view needs a name."
                : "What the orders in it have in common. No names of customers."}
            </p>
          </div>
          <label className="flex items-start gap-2">
            <input
              type="checkbox"
              className="mt-0.5 size-4 accent-[var(--primary)]"
              checked={shared}
              onChange={(event) => setShared(event.target.checked)}
            />
            <span>
              For everyone
              <span className="block text-xs text-muted-foreground">
                All who sign in see it; only you can change it.
              </span>
            </span>
          </label>
        </div>
        <div className="flex justify-end gap-2 border-t px-4 py-3 md:px-5">
          <button type="button" className="btn btn-outline" onClick={onClose}>
            Keep it as it is
          </button>
          <button type="submit" className="btn btn-primary" aria-disabled={pending}>
            {view === null ? "Save the view" : "Save the changes"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
