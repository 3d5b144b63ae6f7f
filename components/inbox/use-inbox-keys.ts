"use client";

import { useState } from "react";
import { useHotkeys } from "@/components/console/use-hotkeys";
import type { ShownRow } from "./freshness.ts";

type Keys = { showNew: () => void; claim: (row: ShownRow["row"]) => void };

/**
 * `j` and `k` walk the rows; the focus goes along, so Enter opens the order. `c`
 * claims the row that stands out. Returns its saga: the first until somebody moves.
 */
export function useInboxKeys(rows: readonly ShownRow[], { showNew, claim }: Keys): string | null {
  const [chosen, setChosen] = useState<string | null>(null);
  const at = rows.findIndex(({ row }) => row.sagaUuid === chosen);
  const current = rows[Math.max(at, 0)]?.row;
  const move = (by: 1 | -1) => {
    const next = at === -1 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1);
    const row = rows[next]?.row;
    if (row === undefined) return;
    setChosen(row.sagaUuid);
    focusRow(row.sagaUuid);
  };
  useHotkeys({
    j: () => move(1),
    k: () => move(-1),
    c: () => (current === undefined ? undefined : claim(current)),
    ".": showNew,
  });
  return current?.sagaUuid ?? null;
}

/** Puts the focus on the link of a row, in sight. */
export function focusRow(sagaUuid: string): void {
  const element = document.querySelector(`[data-saga="${CSS.escape(sagaUuid)}"]`);
  element?.scrollIntoView({ block: "nearest" });
  element?.querySelector("a")?.focus({ preventScroll: true });
}
