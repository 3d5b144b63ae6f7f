"use client";

import { CopyPlus, type LucideIcon, Phone, RotateCw, Undo2 } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/console/copy-button";
import { StatusBadge } from "@/components/orders/status-badge";
import type { Company } from "@/components/presence/company-words";
import { LookingLine } from "@/components/presence/looking-line";
import { Age, Time } from "@/components/time/time";
import { TimeLeft } from "@/components/time/time-left";
import type { ActionKind } from "./action-kind.ts";
import { ActionMenu } from "./action-menu.tsx";
import type { OrderView } from "./order-view.ts";

/** The order's number and state, and what can be done. On a phone the buttons dock above the bottom bar. */
export function OrderHeader(props: {
  view: OrderView;
  offBecause: string | null;
  onChoose: (kind: ActionKind) => void;
  /** Who has the order. */
  claimLine: ReactNode;
  /** Who else has it in sight. */
  looking: Company;
}) {
  const { view } = props;
  return (
    <div className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-3">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h1 className="whitespace-nowrap font-mono text-xl font-semibold tracking-tight">
            {view.orderNumber}
          </h1>
          <CopyButton value={view.orderNumber} />
          <StatusBadge status={view.status} />
          <LookingLine looking={props.looking} />
        </div>
        <p className="mt-1 text-muted-foreground">
          Placed <Time at={view.placedAt} />, <Age since={view.placedAt} /> ago
          <TimeLeft until={view.deadlineAt} within={{ before: " · ", after: " left" }} />
          <Relative lead="In place of" orderNumber={view.replaces} />
          <Relative lead="Placed again as" orderNumber={view.replacedBy} />
        </p>
        {props.claimLine}
      </div>
      <div className="fixed inset-x-0 bottom-14 z-20 flex items-center justify-end gap-2 border-t bg-background px-3 py-2 md:static md:ml-auto md:border-0 md:bg-transparent md:p-0">
        <MainButton {...props} />
        <ActionMenu {...props} />
      </div>
    </div>
  );
}

/** The order beside this one, of the same customer and content. */
function Relative({ lead, orderNumber }: { lead: string; orderNumber: string | null }) {
  if (orderNumber === null) return null;
  return (
    <>
      {" · "}
      {lead}{" "}
      <Link
        href={`/orders/${orderNumber}`}
        prefetch={false}
        className="whitespace-nowrap font-mono text-foreground underline underline-offset-2"
      >
        {orderNumber}
      </Link>
    </>
  );
}

type Primary = NonNullable<OrderView["actions"]["primary"]>;

const PRIMARY_ICON: Record<Primary, LucideIcon> = {
  retry: RotateCw,
  undo: Undo2,
  told_by_phone: Phone,
  order_again: CopyPlus,
};

const PRIMARY_KEY: Record<Primary, string | null> = {
  retry: "r",
  undo: "u",
  told_by_phone: null,
  order_again: null,
};

function MainButton(props: {
  view: OrderView;
  offBecause: string | null;
  onChoose: (kind: ActionKind) => void;
}) {
  const { primary } = props.view.actions;
  if (primary === null) return null;
  const Icon = PRIMARY_ICON[primary];
  const key = PRIMARY_KEY[primary];
  const action = props.view.actions[primary];
  const off = props.offBecause ?? (action.allowed ? null : action.because);
  return (
    <button
      type="button"
      // An order that has ended waits for nobody: what can be done is offered, not urged.
      className={`btn flex-1 md:flex-none ${primary === "order_again" ? "btn-outline" : "btn-primary"}`}
      aria-disabled={off !== null}
      title={off ?? undefined}
      onClick={() => (off === null ? props.onChoose(primary) : undefined)}
    >
      <Icon className="size-4" strokeWidth={1.75} aria-hidden />
      {action.label}…
      {key === null ? null : (
        <span className="ml-1 hidden h-[18px] min-w-[18px] place-items-center rounded-sm border border-current/40 text-2xs leading-none md:inline-grid">
          {key}
        </span>
      )}
    </button>
  );
}
