"use client";

import { useState } from "react";
import { type CalmView, keepCalm } from "./keep-calm.ts";

/** Lines that stay where they are while the world goes on, until somebody asks for what is so now. */
export function useCalmLines<Line extends { sagaUuid: string }>(
  fresh: readonly Line[],
  room: number,
): CalmView<Line> & { showNow: () => void } {
  const [kept, setKept] = useState(fresh);
  const view = keepCalm(kept, fresh, room);
  // Lines that come at the end move nothing, so they are taken up at once.
  if (view.kept !== kept) setKept(view.kept);
  return { ...view, showNow: () => setKept(fresh) };
}
