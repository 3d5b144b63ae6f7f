import type { WaitsFor } from "../order-actions/views.ts";

export type ReceiptResult =
  | { type: "waiting" }
  | { type: "fixed"; text: string }
  | { type: "undone"; text: string }
  | { type: "same_error"; text: string }
  | { type: "new_error"; text: string }
  | { type: "refused"; text: string }
  | { type: "no_effect_seen"; text: string };

/** What became of one action of a person: asked, picked up, ran, result. */
export type Receipt = {
  actionId: string;
  kind:
    | "retry"
    | "undo"
    | "resolve"
    | "hold"
    | "release"
    | "told_by_phone"
    | "resend_notice"
    | "order_again";
  /** "Retry of shipment", "Undo and cancel". */
  title: string;
  actorName: string;
  mine: boolean;
  reasonCode: string;
  note: string | null;
  askedAt: string;
  pickedUpAt: string | null;
  ranAt: string | null;
  closedAt: string | null;
  result: ReceiptResult;
  /** What keeps an open one from being carried out, and until when. */
  waitsFor: WaitsFor | null;
};
