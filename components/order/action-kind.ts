import type { LaneState } from "#server/operations/timeline/views";
import type { OrderView } from "./order-view.ts";

export type ActionKind =
  | "retry"
  | "undo"
  | "resolve"
  | "hold"
  | "release"
  | "told_by_phone"
  | "resend_notice"
  | "order_again";

const open: readonly LaneState[] = ["unknown", "needs_a_person", "refused", "retrying", "running"];

/** What is being settled when something is recorded by hand: the step, and whether it was an undo. */
export function stepInDoubt(view: OrderView): { title: string; undo: boolean; tracked: boolean } {
  const undo = view.position === "COMPENSATING" || view.position === "COMPLETED";
  const lane = undo ? view.lanes.undo : view.lanes.forward;
  const node = lane.find((each) => open.includes(each.state));
  return {
    title: node?.title ?? "The step",
    undo,
    tracked: !undo && node?.step === "shipment",
  };
}
