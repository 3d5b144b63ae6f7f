"use client";

import { Copy } from "lucide-react";
import { useState } from "react";
import { copyText } from "@/components/console/copy-button";
import type { OrderView } from "./order-view.ts";

/** Approved words to read aloud or to send. The ink bar says that they leave the house; notes have a tint. */
export function SayCard({ view }: { view: Pick<OrderView, "say" | "customer"> }) {
  const { say, customer } = view;
  // Begins in the customer's own language where there are words in it.
  const [locale, setLocale] = useState(customer.locale === "es" ? "es" : "en");
  const shown = say.texts.find((each) => each.locale === locale);
  if (shown === undefined) return null;
  return (
    <section className="card order-2" aria-labelledby="say-title">
      <div className="card-h">
        <h2 id="say-title">What to tell the customer</h2>
        <button
          type="button"
          className="btn btn-ghost btn-sm ml-auto !px-2"
          onClick={() => void copyText(shown.text, "the text for the customer")}
        >
          <Copy className="size-3.5" strokeWidth={1.75} aria-hidden />
          Copy
        </button>
      </div>
      <div className="px-4 py-3">
        <blockquote
          lang={shown.locale}
          className="border-l-2 border-foreground/60 pl-3 text-base text-pretty"
        >
          “{shown.text}”
        </blockquote>
        <p className="mt-2 flex flex-wrap items-center gap-x-1.5 text-xs text-muted-foreground">
          <span>
            Approved text, {shown.language}, version {say.version}
          </span>
          <span aria-hidden>·</span>
          {say.texts
            .filter((each) => each.locale !== locale)
            .map((each) => (
              <button
                key={each.locale}
                type="button"
                className="lnk min-h-6"
                onClick={() => setLocale(each.locale)}
              >
                {each.language}
              </button>
            ))}
        </p>
      </div>
    </section>
  );
}
