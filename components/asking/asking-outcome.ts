import { readProblem } from "@/components/trpc/problem";

/** What became of the asking; what became of the thing itself is told elsewhere. */
export type AskingOutcome =
  | { type: "none" }
  | { type: "not_done"; because: string }
  | { type: "no_answer" };

// What was refused was not done. Anything else may have been done before the answer was lost.
export function outcomeOfError(error: unknown): AskingOutcome {
  const { code, detail } = readProblem(error);
  const lost = ["unreachable", "unavailable", "internal_error", "internal"].includes(code);
  return lost ? { type: "no_answer" } : { type: "not_done", because: detail };
}
