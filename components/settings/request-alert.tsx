import { TriangleAlert } from "lucide-react";
import type { AskingOutcome } from "@/components/asking/asking-outcome";

/** What became of a request that was not answered as hoped; what was typed is still there. */
export function RequestAlert({ outcome }: { outcome: AskingOutcome }) {
  if (outcome.type === "none") return null;
  return (
    <p
      role="alert"
      className="flex items-start gap-2 rounded-md border border-wait/40 bg-wait-bg px-3 py-2"
    >
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-wait" strokeWidth={1.75} aria-hidden />
      {outcome.type === "not_done" ? (
        <span>
          <span className="font-medium">Nothing was done.</span> {outcome.because}
        </span>
      ) : (
        <span>
          <span className="font-medium">No answer came.</span> It may or may not have been done.
          Look at the list before you try again.
        </span>
      )}
    </p>
  );
}
