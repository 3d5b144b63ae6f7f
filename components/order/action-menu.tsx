"use client";

import {
  ChevronDown,
  CirclePause,
  CirclePlay,
  CopyPlus,
  type LucideIcon,
  Mail,
  Phone,
  RotateCw,
  SquareCheck,
  Undo2,
} from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ActionView } from "#server/operations/order-actions/views";
import { Time } from "@/components/time/time";
import type { ActionKind } from "./action-kind.ts";
import type { OrderView } from "./order-view.ts";

/** Every action of the order. What is off stays in its place and says why, and until when. */
export function ActionMenu(props: {
  view: OrderView;
  offBecause: string | null;
  onChoose: (kind: ActionKind) => void;
}) {
  const { actions } = props.view;
  const item = (kind: ActionKind, title: string, icon: LucideIcon, danger = false) => (
    <Action
      title={`${title}…`}
      icon={icon}
      danger={danger}
      action={
        props.offBecause === null
          ? actions[kind]
          : { allowed: false, because: props.offBecause, until: null }
      }
      onChoose={() => props.onChoose(kind)}
    />
  );
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="btn btn-outline">
        {actions.primary === null ? "Actions" : "More"}
        <ChevronDown className="size-4" strokeWidth={1.75} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="end"
        sideOffset={4}
        collisionPadding={12}
        aria-label="Actions of this order"
        className="pop z-40 max-h-[var(--radix-dropdown-menu-content-available-height)] w-[min(372px,calc(100vw-24px))] overflow-y-auto rounded-lg border bg-popover p-1 shadow-[var(--shadow-pop)]"
      >
        {item("retry", actions.retry.label, RotateCw)}
        {actions.told_by_phone.allowed
          ? item("told_by_phone", actions.told_by_phone.label, Phone)
          : null}
        {actions.resend_notice.allowed || props.view.status.status === "customer_not_told"
          ? item("resend_notice", actions.resend_notice.label, Mail)
          : null}
        {item("hold", "Hold this order", CirclePause)}
        {item("release", "Release this order", CirclePlay)}
        {actions.order_again.allowed || props.view.replacedBy !== null
          ? item("order_again", actions.order_again.label, CopyPlus)
          : null}
        <DropdownMenu.Separator className="my-1 border-t" />
        {item("resolve", "Record what happened by hand", SquareCheck)}
        {item("undo", actions.undo.label, Undo2, true)}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

function Action(props: {
  title: string;
  icon: LucideIcon;
  danger: boolean;
  action: ActionView;
  onChoose: () => void;
}) {
  const { action, icon: Icon } = props;
  const ink = !action.allowed ? "text-muted-foreground" : props.danger ? "text-act" : "";
  return (
    <DropdownMenu.Item
      aria-disabled={!action.allowed}
      onSelect={(event) => {
        if (action.allowed) props.onChoose();
        else event.preventDefault();
      }}
      className={`flex w-full items-start gap-2.5 rounded-md px-2.5 py-1.5 text-left outline-none data-[highlighted]:bg-accent ${action.allowed ? "cursor-pointer" : "cursor-not-allowed"}`}
    >
      <Icon
        className={`mt-0.5 size-4 shrink-0 ${props.danger && action.allowed ? "text-act" : "text-muted-foreground"}`}
        strokeWidth={1.75}
        aria-hidden
      />
      <span className="min-w-0">
        <span className={`block font-medium ${ink}`}>{props.title}</span>
        <span className="block text-xs text-muted-foreground">
          {action.allowed ? (
            action.explanation
          ) : (
            <>
              {action.because}
              {action.until === null ? null : (
                <>
                  {" "}
                  Until <Time at={action.until} />.
                </>
              )}
            </>
          )}
        </span>
      </span>
    </DropdownMenu.Item>
  );
}
