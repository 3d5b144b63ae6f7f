"use client";

import { useState } from "react";
import { flushSync } from "react-dom";
import { useHotkeys } from "@/components/console/use-hotkeys";

/**
 * `j` and `k` walk the rows; the focus goes along, so Enter opens the order. `x`
 * selects the row, Shift `x` all to it. Returns the saga of the row.
 */
export function useRowKeys(
  rows: readonly { sagaUuid: string }[],
  showNew: () => void,
  toggle?: (sagaUuid: string, isStretch: boolean) => void,
): string | null {
  const [currentSaga, setCurrentSaga] = useState<string | null>(null);
  const move = (by: 1 | -1) => {
    const at = rows.findIndex(({ sagaUuid }) => sagaUuid === currentSaga);
    const next = rows[at === -1 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]?.sagaUuid;
    if (next === undefined) return;
    // Of many rows only some are drawn: the next one is, as soon as it is the current one.
    flushSync(() => setCurrentSaga(next));
    const element = document.querySelector(`[data-saga="${CSS.escape(next)}"]`);
    element?.scrollIntoView({ block: "nearest" });
    element?.querySelector("a")?.focus({ preventScroll: true });
  };
  const select = (isStretch: boolean) => {
    const current = rows.find(({ sagaUuid }) => sagaUuid === currentSaga);
    if (current !== undefined) toggle?.(current.sagaUuid, isStretch);
  };
  useHotkeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => select(false),
    "Shift x": () => select(true),
    ".": showNew,
  });
  return currentSaga;
}
