"use client";

import { useState } from "react";
import { useHotkeys } from "@/components/console/use-hotkeys";

/** `j` and `k` walk the rows; the focus goes along, so Enter opens the order. Returns the saga of the row. */
export function useRowKeys(
  rows: readonly { sagaUuid: string }[],
  showNew: () => void,
): string | null {
  const [currentSaga, setCurrentSaga] = useState<string | null>(null);
  const move = (by: 1 | -1) => {
    const at = rows.findIndex((row) => row.sagaUuid === currentSaga);
    const next = at === -1 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1);
    const row = rows[next];
    if (row === undefined) return;
    setCurrentSaga(row.sagaUuid);
    const element = document.querySelector(`[data-saga="${CSS.escape(row.sagaUuid)}"]`);
    element?.scrollIntoView({ block: "nearest" });
    element?.querySelector("a")?.focus({ preventScroll: true });
  };
  useHotkeys({ j: () => move(1), k: () => move(-1), ".": showNew });
  return currentSaga;
}
