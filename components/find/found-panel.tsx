"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from "react";
import type { FindAnswer, FoundBy } from "#server/operations/find/views";
import { StatusBadge } from "@/components/orders/status-badge";
import { Age } from "@/components/time/time";
import { NothingFound } from "./nothing-found.tsx";

const byWords: Record<FoundBy, string> = {
  order_number: "order number",
  order_id: "order id",
  saga_id: "fulfilment id",
  external_order_id: "storefront's order id",
  tracking_number: "tracking number",
  partner_reference: "partner reference",
  email: "e-mail",
  phone: "phone",
};

/** The orders that a search found, below the box: arrows walk them, Esc leads back to the box. */
export function FoundPanel(props: {
  answer: FindAnswer;
  /** Back to the box. */
  onClose: () => void;
  /** The focus has gone elsewhere. */
  onLeave: () => void;
}) {
  const { answer, onClose } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector<HTMLElement>("a, [data-start]")?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      onClose();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const links = [...(list.current?.querySelectorAll("a") ?? [])];
    const active = document.activeElement;
    const at = active instanceof HTMLAnchorElement ? links.indexOf(active) : -1;
    links[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    // A window that is left for a moment is as it was when one comes back.
    if (!document.hasFocus() || currentTarget.contains(relatedTarget)) return;
    props.onLeave();
  };
  const { found, more } = answer;
  return (
    <section
      ref={list}
      aria-label="What was found"
      onKeyDown={onKeyDown}
      onBlur={onBlur}
      className="pop fixed inset-x-2 top-[52px] z-40 flex max-h-[70dvh] flex-col rounded-lg border bg-popover shadow-[var(--shadow-pop)] md:absolute md:inset-x-auto md:left-0 md:top-[38px] md:w-[min(600px,calc(100vw-264px))]"
    >
      <div className="flex min-h-10 items-center gap-2 border-b py-1 pl-3 pr-1.5">
        <p role="status" className="min-w-0 text-xs text-muted-foreground">
          {headOf(answer)}
        </p>
        <button
          type="button"
          className="btn btn-ghost btn-sm btn-icon ml-auto shrink-0"
          aria-label="Close what was found"
          onClick={onClose}
        >
          <X className="size-4" strokeWidth={1.75} aria-hidden />
        </button>
      </div>
      {found.length === 0 ? (
        <NothingFound answer={answer} onClose={onClose} />
      ) : (
        <ul className="min-h-0 overflow-y-auto p-1">
          {found.map((order) => (
            <li key={order.sagaUuid}>
              <Link
                href={`/orders/${order.orderNumber}`}
                prefetch={false}
                onClick={onClose}
                className="grid min-h-11 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-md px-2 py-1 hover:bg-accent focus-visible:bg-accent focus-visible:outline-offset-[-2px]"
              >
                <span className="flex min-w-0 items-baseline gap-3">
                  <span className="mono whitespace-nowrap font-medium">{order.orderNumber}</span>
                  <span className="mono truncate text-muted-foreground">{order.customer}</span>
                </span>
                <StatusBadge status={order.status} />
                <span className="col-span-2 truncate text-xs text-muted-foreground">
                  By {byWords[order.by]} · placed <Age since={order.placedAt} /> ago · {order.where}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {more ? (
        <p className="border-t px-3 py-2 text-xs text-muted-foreground">
          More fit. These are the newest {found.length}.
        </p>
      ) : null}
    </section>
  );
}

function headOf({ found, more, tried }: FindAnswer): string {
  if (found.length === 0) return `Looked for it as: ${tried.join(", ") || "nothing yet"}`;
  return `${more ? "More than " : ""}${found.length} orders fit, newest first`;
}
