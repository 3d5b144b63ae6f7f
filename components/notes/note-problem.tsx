import type { AskingOutcome } from "@/components/asking/asking-outcome";

/** Why a note was not kept, or that nobody knows; what was typed stays. */
export function NoteProblem({ outcome }: { outcome: AskingOutcome }) {
  return (
    <div role="alert" className={outcome.type === "none" ? "sr-only" : "basis-full"}>
      {outcome.type === "none" ? null : (
        <p className="mt-1 text-xs text-act">
          {outcome.type === "not_done"
            ? `The note was not kept. ${outcome.because}`
            : "No answer came. Press again: the same note is never kept twice."}
        </p>
      )}
    </div>
  );
}
