import { TriangleAlert } from "lucide-react";
import type { BulkKind, BulkPreview } from "#server/operations/bulk/views";
import { formatNumber } from "@/components/console/count";
import { LoadError } from "@/components/console/load-error";
import { Time } from "@/components/time/time";

/** What an operation would do: how many, in which stages, a few of them, and what is skipped and why. */
export function BulkPreviewContent(props: {
  view: BulkPreview | undefined;
  error: unknown;
  onRetry: () => void;
  kind: BulkKind;
}) {
  const { view } = props;
  if (view === undefined) {
    return props.error === null ? (
      <div className="grid min-h-[260px] content-start gap-3">
        <p role="status" className="sr-only">
          Fixing the set of orders
        </p>
        <span className="sk sk-late block h-3 w-64 max-w-full" aria-hidden="true" />
        <span className="sk sk-late block h-32 w-full" aria-hidden="true" />
      </div>
    ) : (
      <LoadError title="The set could not be fixed" error={props.error} onRetry={props.onRetry} />
    );
  }
  return (
    <>
      {view.start.allowed ? null : (
        <p className="mb-3 flex items-start gap-2 rounded-md border border-wait/40 bg-wait-bg px-3 py-2">
          <TriangleAlert
            className="mt-0.5 size-4 shrink-0 text-wait"
            strokeWidth={1.75}
            aria-hidden
          />
          {view.start.because}
        </p>
      )}
      <dl className="grid grid-cols-[92px_minmax(0,1fr)] gap-x-3 gap-y-1 sm:grid-cols-[128px_minmax(0,1fr)]">
        <dt className="text-muted-foreground">Fixed set</dt>
        <dd>
          {formatNumber(view.count)} {view.count === 1 ? "order" : "orders"}, as of{" "}
          <Time at={view.frozenAt} />. What comes later is not in it, and what moves on meanwhile is
          left alone.
          {view.isCut ? " The group holds more: run another operation afterwards." : ""}
        </dd>
        <dt className="text-muted-foreground">In stages</dt>
        <dd>{view.stages}. Each waits until it is known what became of the one before.</dd>
        {props.kind === "undo" ? (
          <>
            <dt className="text-muted-foreground">Afterwards</dt>
            <dd>Each customer is told by e-mail. A cancelled order cannot be taken up again.</dd>
          </>
        ) : null}
      </dl>
      {view.sample.length === 0 ? null : <Sample view={view} />}
      {view.skipped === 0 ? null : <Skips view={view} />}
    </>
  );
}

function Sample({ view }: { view: BulkPreview }) {
  const others = view.count - view.sample.length;
  return (
    <>
      <h3 className="mt-3 mb-1">What will be done</h3>
      <ul className="divide-y rounded-md border">
        {view.sample.map(({ orderNumber, customer, text }) => (
          <li key={orderNumber} className="flex flex-wrap gap-x-3 px-3 py-1.5">
            <span className="ord">{orderNumber}</span>
            <span className="mono leading-5 text-muted-foreground">{customer}</span>
            <span>{text}</span>
          </li>
        ))}
        {others > 0 ? (
          <li className="px-3 py-1.5 text-muted-foreground">
            and {formatNumber(others)} more in the same way
          </li>
        ) : null}
      </ul>
    </>
  );
}

function Skips({ view }: { view: BulkPreview }) {
  return (
    <>
      <h3 className="mt-3 mb-1">Skipped, {formatNumber(view.skipped)}</h3>
      <ul className="divide-y rounded-md border">
        {view.skips.map(({ because, count, orderNumbers }) => (
          <li key={because} className="px-3 py-1.5">
            {formatNumber(count)}: {because}{" "}
            <span className="mono text-muted-foreground">
              {orderNumbers.join(", ")}
              {count > orderNumbers.length ? ", …" : ""}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
