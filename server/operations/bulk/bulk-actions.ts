import { type Counts, mayUndo } from "./bulk-words.ts";
import type { BulkActionView, BulkKind, BulkState, BulkView } from "./views.ts";

const no = (because: string): BulkActionView => ({ allowed: false, because });

/** Which buttons an operation has now, and why not the others. */
export function bulkActions({
  kind,
  state,
  counts,
  role,
}: {
  kind: BulkKind;
  state: BulkState;
  counts: Counts;
  role: "support" | "admin";
}): BulkView["actions"] {
  const isOver = state === "done" || state === "stopped" || state === "stopped_itself";
  const over = no("It is over.");
  return {
    pause: state === "running" ? { allowed: true } : isOver ? over : no("It does not run now."),
    goOn:
      state === "paused"
        ? mayUndo({ kind, count: counts.untouched, role })
        : isOver
          ? over
          : no("It runs."),
    stop: isOver ? over : { allowed: true },
    rest: restAction(isOver, counts),
  };
}

/** A new operation on what was left begins with one order again: that is how it is tried. */
function restAction(isOver: boolean, counts: Counts): BulkActionView {
  if (counts.untouched === 0) return no("No order was left untouched.");
  return isOver ? { allowed: true } : no("Stop it first.");
}
