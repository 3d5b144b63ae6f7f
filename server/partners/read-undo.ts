import type { Outcome } from "#server/saga/types";
import { meaningOfCode, safeCode } from "./reply-codes.ts";

export function undone(reference: string | null, nothingToUndo: boolean | undefined): Outcome {
  return { type: "succeeded", reference, ...(nothingToUndo === true && { nothingToUndo }) };
}

/** A 200 that says no. Some reasons for a no mean that there is nothing left to undo. */
export function refusedUndo(reason: string): Outcome {
  return meaningOfCode(reason, "undo") === "nothing_to_undo"
    ? undone(null, true)
    : { type: "rejected", code: safeCode(reason) };
}
