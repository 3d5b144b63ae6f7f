"use client";

import { Copy } from "lucide-react";
import { CopyButton, copyText } from "@/components/console/copy-button";
import type { OrderView } from "./order-view.ts";

/** What everyone else calls this order and its parts, each to copy. */
export function ReferencesCard(props: { references: OrderView["references"]; summary: string }) {
  const { references, summary } = props;
  return (
    <section className="card order-8" aria-labelledby="references-title">
      <div className="card-h flex-wrap py-1.5">
        <h2 id="references-title">References</h2>
        <button
          type="button"
          className="btn btn-ghost btn-sm ml-auto !px-2"
          title="References, state and UTC times as text, with nobody’s name in it"
          onClick={() => void copyText(summary, "the summary for a partner ticket")}
        >
          <Copy className="size-3.5" strokeWidth={1.75} aria-hidden />
          Summary for a partner ticket
        </button>
      </div>
      <dl className="grid grid-cols-[108px_minmax(0,1fr)] items-center gap-x-3 px-4 py-2">
        {references.map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="text-muted-foreground">{label}</dt>
            <dd className="flex min-w-0 items-center justify-between gap-1">
              <span className="mono truncate" title={value}>
                {value}
              </span>
              <CopyButton value={value} name={`${label} ${value}`} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
