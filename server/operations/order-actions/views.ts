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
