import { Scale } from "lucide-react";
import { Time } from "@/components/time/time";
import type { OrderView } from "./order-view.ts";

/** What a look-up found at a partner that this order does not say. Above the answer, because it may be wrong. */
export function OrderDrifts({ drifts }: { drifts: OrderView["drifts"] }) {
  if (drifts.length === 0) return null;
  return (
    <section
      className="order-first rounded-lg border border-wait/40 bg-wait-bg px-4 py-3"
      aria-label="Held otherwise than we believe"
    >
      {drifts.map((drift) => (
        <p key={drift.text} className="flex items-start gap-2">
          <Scale className="mt-0.5 size-4 shrink-0 text-wait" strokeWidth={1.75} aria-hidden />
          <span>
            <span className="font-medium">{drift.text}</span> Seen first <Time at={drift.since} />,
            last <Time at={drift.checkedAt} />. Ask the partner which is right, then undo the order
            or have it mended there.
          </span>
        </p>
      ))}
    </section>
  );
}
