"use client";

import { useSyncExternalStore } from "react";
import type { OptionalColumn } from "#server/operations/saved-views/views";

/** The columns that may be left out; order, state and cause always stand. */
export const optionalColumns: readonly { column: OptionalColumn; label: string }[] = [
  { column: "customer", label: "Customer" },
  { column: "attempt", label: "Attempt" },
  { column: "age", label: "Age" },
  { column: "time_left", label: "Time left" },
  { column: "owner", label: "Owner" },
];

const KEY = "orders-hidden-columns";
const none: readonly OptionalColumn[] = [];
const listeners = new Set<() => void>();
// Kept as it was read: a new array each time would draw every row again.
let read: { text: string | null; hidden: readonly OptionalColumn[] } = { text: null, hidden: none };

/** The columns that this browser leaves out. */
export function useHiddenColumns(): readonly OptionalColumn[] {
  return useSyncExternalStore(subscribe, readHidden, () => none);
}

export function hideColumns(hidden: readonly OptionalColumn[]): void {
  try {
    localStorage.setItem(KEY, hidden.join(","));
  } catch {
    // Storage may be forbidden; all columns then stay.
  }
  for (const listener of listeners) listener();
}

function readHidden(): readonly OptionalColumn[] {
  let text: string | null = null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    // As above.
  }
  if (text !== read.text) {
    const names = (text ?? "").split(",");
    const hidden = optionalColumns.map(({ column }) => column);
    read = { text, hidden: hidden.filter((column) => names.includes(column)) };
  }
  return read.hidden;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
