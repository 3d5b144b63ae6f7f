"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";

/**
 * A dialog; below `md` it rises from the bottom with its buttons fixed. Focus
 * starts on the title, so that Enter confirms nothing, and returns to the opener.
 */
export function Dialog(props: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description: ReactNode;
  closeLabel: string;
  children: ReactNode;
  footer?: ReactNode;
  width?: "md:w-[480px]" | "md:w-[640px]";
}) {
  const title = useRef<HTMLHeadingElement>(null);
  const opener = useRef<HTMLElement | null>(null);
  return (
    <Radix.Root open={props.open} onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fade fixed inset-0 z-40 bg-black/45 dark:bg-black/65" />
        <Radix.Content
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            opener.current = findOpener();
            title.current?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const back = opener.current?.isConnected ? opener.current : null;
            (back ?? document.getElementById("main"))?.focus();
          }}
          className={`pop fixed inset-x-0 bottom-0 z-50 flex max-h-[94dvh] flex-col rounded-t-lg border bg-popover shadow-[var(--shadow-pop)] md:inset-auto md:left-1/2 md:top-1/2 md:max-h-[calc(100dvh-48px)] md:-translate-x-1/2 md:-translate-y-1/2 md:rounded-lg ${props.width ?? "md:w-[640px]"}`}
        >
          <div className="flex items-start gap-3 border-b px-4 py-3 md:px-5">
            <div className="min-w-0">
              <Radix.Title ref={title} tabIndex={-1} className="text-lg outline-none">
                {props.title}
              </Radix.Title>
              <Radix.Description className="text-muted-foreground">
                {props.description}
              </Radix.Description>
            </div>
            <Radix.Close
              className="btn btn-ghost btn-sm btn-icon ml-auto shrink-0"
              aria-label={props.closeLabel}
            >
              <X className="size-4" strokeWidth={1.75} aria-hidden />
            </Radix.Close>
          </div>
          {props.children}
          {props.footer}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Who opened the dialog: the button, or the button of the menu whose item was chosen. Nobody for a key. */
function findOpener(): HTMLElement | null {
  const active = document.activeElement;
  const menu = active?.closest("[role=menu]");
  if (menu) return document.getElementById(menu.getAttribute("aria-labelledby") ?? "");
  return active instanceof HTMLElement && active !== document.body ? active : null;
}
