import { CircleCheck } from "lucide-react";
import type { FailureView } from "#server/operations/failures/views";
import { formatNumber } from "@/components/console/count";

/** Cause, effect, whether a retry is safe, and how often it happened. */
export function FailureFacts({ view }: { view: FailureView }) {
  const attempts = view.attempts === 1 ? "1 attempt" : `${formatNumber(view.attempts)} attempts`;
  const orders = view.orders === 1 ? "1 order" : `${formatNumber(view.orders)} orders`;
  return (
    <dl className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-2 gap-y-2">
      <dt className="text-muted-foreground">Cause</dt>
      <dd>{view.cause}</dd>
      <dt className="text-muted-foreground">Effect</dt>
      <dd>{view.effect}</dd>
      <dt className="text-muted-foreground">Safe to retry</dt>
      <dd className="flex items-start gap-1.5">
        <CircleCheck className="mt-0.5 size-4 shrink-0 text-done" strokeWidth={1.75} aria-hidden />
        <span>{view.safeToRetry}</span>
      </dd>
      <dt className="text-muted-foreground">All time</dt>
      <dd>
        {attempts} of {orders}
      </dd>
    </dl>
  );
}
