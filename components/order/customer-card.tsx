"use client";

import { Eye } from "lucide-react";
import { type ReactNode, useState } from "react";
import { CallerCheckLine } from "@/components/caller-check/caller-check-line";
import { RevealDialog } from "@/components/reveal/reveal-dialog";
import { RevealedFacts } from "@/components/reveal/revealed-facts";
import { useReveal } from "@/components/reveal/use-reveal";
import type { OrderView } from "./order-view.ts";
import { TheirTime } from "./their-time.tsx";

const noticeWords: Record<OrderView["customer"]["notice"], string> = {
  none: "Nothing to tell yet",
  due: "E-mail is due now",
  told: "Sent by e-mail",
  failed: "Not told: the e-mail did not arrive",
};

/** The customer, masked until somebody says what the data is needed for. */
export function CustomerCard(props: { view: OrderView; onRecorded: () => void }) {
  const { customer, sagaUuid, orderNumber } = props.view;
  const [asking, setAsking] = useState(false);
  const reveal = useReveal(sagaUuid, () => {
    setAsking(false);
    props.onRecorded();
  });
  return (
    <section className="card order-7 overflow-hidden" aria-labelledby="customer-title">
      <div className="card-h">
        <h2 id="customer-title">Customer</h2>
        <button
          type="button"
          className="btn btn-ghost btn-sm ml-auto !px-2"
          onClick={() => setAsking(true)}
        >
          <Eye className="size-3.5" strokeWidth={1.75} aria-hidden />
          Reveal…
        </button>
      </div>
      {reveal.shown === null ? (
        <MaskedFacts customer={customer} />
      ) : (
        <RevealedFacts customer={reveal.shown} onHide={reveal.hide} />
      )}
      <CallerCheckLine
        sagaUuid={sagaUuid}
        orderNumber={orderNumber}
        offer={customer.callerCheck}
        onChecked={props.onRecorded}
      />
      <p role="status" className="sr-only">
        {reveal.shown === null ? "" : "The customer’s data is shown in clear."}
      </p>
      {asking ? (
        <RevealDialog
          orderNumber={orderNumber}
          offer={customer.reveal}
          outcome={reveal.outcome}
          sending={reveal.sending}
          onAsk={reveal.ask}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </section>
  );
}

function MaskedFacts({ customer }: { customer: OrderView["customer"] }) {
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Name", customer.name],
    ["E-mail", customer.email],
    ["Phone", customer.phone],
    ["Birth date", customer.birthDate],
    ["Goes to", customer.destination],
    [
      customer.timeZone === null ? "Language" : "Their time",
      <TheirTime key="time" customer={customer} />,
    ],
    ["Items", String(customer.items)],
    ["Message", noticeWords[customer.notice]],
  ];
  return (
    <dl className="grid grid-cols-[108px_minmax(0,1fr)] gap-x-3 gap-y-1 px-4 py-3">
      {facts.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-muted-foreground">{label}</dt>
          <dd className="min-w-0 break-words">
            {value ?? <span className="text-muted-foreground">–</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
