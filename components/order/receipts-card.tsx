import { Clock } from "lucide-react";
import type { Receipt } from "#server/operations/receipts/views";
import { Time } from "@/components/time/time";
import { ReceiptTracker } from "./receipt-tracker.tsx";

/** What became of the newest press of a button; older ones fold away below. */
export function ReceiptsCard({ receipts }: { receipts: readonly Receipt[] }) {
  const newest = receipts.find((receipt) => receipt.mine) ?? receipts[0];
  const others = receipts.filter((receipt) => receipt !== newest);
  return (
    // In one column a receipt stands right below the answer; the promise of one does not push the rest down.
    <section
      className={`card ${newest === undefined ? "order-6" : "order-2"}`}
      aria-labelledby="receipts-title"
    >
      <div className="card-h">
        <h2 id="receipts-title">{newest?.mine ? "Your last action" : "Last action"}</h2>
      </div>
      <div role="status" className={`px-4 py-3 ${newest === undefined ? "" : "xl:min-h-[108px]"}`}>
        {newest === undefined ? (
          <p className="text-muted-foreground">No one has acted on this order.</p>
        ) : (
          <ReceiptEntry receipt={newest} />
        )}
      </div>
      {others.length === 0 ? null : (
        <details className="border-t">
          <summary className="flex min-h-9 cursor-pointer items-center px-4 text-xs text-muted-foreground hover:text-foreground">
            {others.length === 1 ? "1 more action" : `${others.length} more actions`}
          </summary>
          <ul className="divide-y border-t">
            {others.map((receipt) => (
              <li key={receipt.actionId} className="px-4 py-3">
                <ReceiptEntry receipt={receipt} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function ReceiptEntry({ receipt }: { receipt: Receipt }) {
  return (
    <>
      <p>
        <span className="font-medium">{receipt.title}</span>{" "}
        <span className="text-muted-foreground">
          by {receipt.mine ? "you" : receipt.actorName}, <Time at={receipt.askedAt} />
        </span>
      </p>
      <ReceiptTracker receipt={receipt} />
      {receipt.waitsFor === null ? null : (
        <p className="mt-2 flex items-start gap-1.5 text-xs">
          <Clock className="mt-px size-3.5 shrink-0 text-wait" strokeWidth={1.75} aria-hidden />
          <span className="text-pretty">
            <span className="font-medium">Waits:</span> {receipt.waitsFor.text}
            {receipt.waitsFor.until === null ? (
              "."
            ) : (
              <>
                , until <Time at={receipt.waitsFor.until} />.
              </>
            )}
          </span>
        </p>
      )}
      {receipt.note === null ? null : (
        <p className="mt-2 rounded-md border border-wait/25 bg-wait-bg px-2.5 py-1.5 text-xs whitespace-pre-wrap break-words">
          {receipt.note}
        </p>
      )}
    </>
  );
}
