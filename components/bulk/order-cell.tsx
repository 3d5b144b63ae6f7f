import type { BulkOrderState } from "#server/operations/bulk/views";
import { orderStateLooks } from "./order-state-looks.ts";

/** One order of an operation, 16 px; the words stand beside or below. */
export function OrderCell({ state }: { state: BulkOrderState }) {
  const { cell, cellIcon: Icon } = orderStateLooks[state];
  return (
    <i className={`grid size-4 place-items-center rounded-[3px] border ${cell}`}>
      {Icon === null ? null : <Icon className="size-3 shrink-0" strokeWidth={2} aria-hidden />}
    </i>
  );
}
