"use client";

import { Ellipsis, type LucideIcon } from "lucide-react";
import { DropdownMenu } from "radix-ui";

export type RowAction = {
  label: string;
  icon: LucideIcon;
  /** Why it is off now; it stays in the menu and says so. */
  off: string | null;
  onChoose: () => void;
};

/** What may be done about one row: each item by name, or why not. */
export function RowMenu({ of, actions }: { of: string; actions: readonly RowAction[] }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className="btn btn-ghost btn-sm btn-icon"
        aria-label={`Actions for ${of}`}
      >
        <Ellipsis className="size-4" strokeWidth={1.75} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="end"
        sideOffset={4}
        collisionPadding={8}
        className="pop z-50 w-72 max-w-[calc(100vw-16px)] rounded-lg border bg-popover p-1 text-left shadow-[var(--shadow-pop)]"
      >
        {actions.map(({ label, icon: Icon, off, onChoose }) => (
          <DropdownMenu.Item
            key={label}
            aria-disabled={off !== null}
            className={`flex min-h-8 items-start gap-2.5 rounded-md px-2.5 py-1.5 outline-none data-[highlighted]:bg-accent ${off === null ? "cursor-pointer" : "cursor-not-allowed"}`}
            onSelect={(event) => {
              if (off === null) onChoose();
              else event.preventDefault();
            }}
          >
            <Icon
              className="mt-0.5 size-4 shrink-0 text-muted-foreground"
              strokeWidth={1.75}
              aria-hidden
            />
            <span>
              <span className={off === null ? "" : "text-muted-foreground"}>{label}</span>
              {off === null ? null : (
                <span className="block text-xs text-muted-foreground">{off}</span>
              )}
            </span>
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
