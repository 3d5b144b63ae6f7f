import { StatusIcon } from "@/components/orders/status-badge";
import { Countdown, Time } from "@/components/time/time";
import type { OrderView } from "./order-view.ts";

/** The answer before the data: what is so, why, what comes next, and whether a person must act. */
export function OrderCard({ view }: { view: OrderView }) {
  const { card } = view;
  return (
    <section className="card order-1 overflow-hidden" aria-labelledby="order-card-title">
      <div className="flex items-start gap-3 border-b px-4 py-3">
        <span className="mt-0.5">
          <StatusIcon status={view.status.status} />
        </span>
        <h2 id="order-card-title" className="text-lg leading-6 text-balance">
          {card.headline}
        </h2>
      </div>
      <dl className="grid grid-cols-[72px_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 py-3 sm:grid-cols-[88px_minmax(0,1fr)]">
        <dt className="text-muted-foreground">Where</dt>
        <dd className="max-w-[78ch] text-pretty">{card.where}</dd>
        <dt className="text-muted-foreground">Why</dt>
        <dd className="max-w-[78ch] text-pretty">
          {card.why}
          {card.since === null ? null : (
            <>
              {" "}
              {card.since.before} <Time at={card.since.at} />
              {card.since.after}
            </>
          )}
        </dd>
        <dt className="text-muted-foreground">Next</dt>
        <dd className="max-w-[78ch] text-pretty">
          {card.next.countdownTo === null ? null : (
            <>
              <span className="font-medium">
                In <Countdown to={card.next.countdownTo} />
              </span>{" "}
              (<Time at={card.next.countdownTo} />){" "}
            </>
          )}
          {card.next.text}
        </dd>
        <dt className="text-muted-foreground">Your part</dt>
        <dd className="max-w-[78ch] text-pretty">
          <span className="font-medium">{card.yourPart.lead}</span> {card.yourPart.rest}
        </dd>
      </dl>
    </section>
  );
}
