"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { isTyping } from "@/components/console/use-hotkeys";
import { useTRPCClient } from "@/components/trpc/client";
import type { ListAddress } from "./list-address.ts";
import { NOTHING, rowsToggled, type Selection, selectedTo, toggled } from "./selection.ts";

/** The orders that somebody has chosen in this list, and the ways to choose. */
export function useSelection({ after: _, ...wish }: ListAddress, rows: readonly string[]) {
  const client = useTRPCClient();
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const all = useMutation({
    mutationFn: () => client.orders.select.query(wish),
    onSuccess: ({ sagaUuids, hasMore }) =>
      setSelection({ chosen: new Set(sagaUuids), anchor: null, whole: { hasMore } }),
  });
  const clear = () => {
    all.reset();
    setSelection(NOTHING);
  };
  useEscape(selection.chosen.size > 0, clear);
  // The rows as they are when a key is pressed; the cells keep one function for all of time.
  const latest = useRef(rows);
  useEffect(() => {
    latest.current = rows;
  });
  const [toggle] = useState(() => (id: string, isStretch: boolean) => {
    setSelection((now) => (isStretch ? selectedTo(now, latest.current, id) : toggled(now, id)));
  });
  return {
    selection,
    clear,
    toggle,
    toggleRows: () => setSelection((now) => rowsToggled(now, rows)),
    selectAll: () => {
      if (!all.isPending) all.mutate();
    },
    selecting: all.isPending,
    failed: all.isError,
  };
}

/** Esc lets go of all, unless it closes something that is open or clears a field. */
function useEscape(isOn: boolean, run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!isOn) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || isTyping(event.target)) return;
      if (document.querySelector("[role=dialog],[role=menu]") === null) latest.current();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [isOn]);
}
