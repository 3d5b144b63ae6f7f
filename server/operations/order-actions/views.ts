/** Whether one entry of an undo could be made again afterwards, in words. */
export type TakeBack = { possible: boolean; text: string };

/** What stands open in the world once an undo has gone through, and how long it may take. */
export type AfterUndo = { open: string; text: string };

/** Whether sending again can make anything twice, by what is known of the last call. */
export type RetrySafety = {
  verdict: "not_sent" | "refused" | "no_answer" | "already_done" | "being_worked_on";
  /** "Not sent", "Sent and refused", "Sent, no answer", "Already done". */
  word: string;
  text: string;
};

/** What an action that was asked for waits for. */
export type WaitsFor = { text: string; until: string | null };

/** A button of the order page: allowed, or not and why, and until when. */
export type ActionView =
  | { allowed: true; explanation: string }
  | { allowed: false; because: string; until: string | null };

export type UndoPreviewEntry = {
  title: string;
  partner: string | null;
  reference: string | null;
  /** What will be asked: "Cancel the prescription at ScriptLine". */
  text: string;
  takeBack: TakeBack;
};

/** The reasons a person may choose from; the words are on the screen, the code is in the event. */
export const ACTION_REASONS = [
  "customer_request",
  "duplicate_order",
  "address_problem",
  "out_of_stock",
  "prescription_problem",
  "clinical_concern",
  "fraud_suspected",
  "partner_outage",
  "staff_error",
  "test_order",
  "other",
] as const;
export type ActionReason = (typeof ACTION_REASONS)[number];

/** The answer to an action: recorded, or refused with what is so now. Never "success". */
export type ActionResult =
  | { type: "accepted"; receiptId: string; revision: number }
  | { type: "ignored"; because: string }
  | { type: "refused"; code: string; because: string; until: string | null; revision: number };
