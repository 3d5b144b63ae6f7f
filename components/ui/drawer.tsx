"use client";

import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from "react";
import { isTyping } from "@/components/console/use-hotkeys";

const NARROW = "(max-width: 639px)";

/**
 * A panel at the right edge. Beside it the page stays in use; on a small screen it
 * fills the screen and holds the focus. Esc closes it, and focus returns to the opener.
 */
export function Drawer(props: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  tools: ReactNode;
  /** Keys of its own: those of the page rest while it is open. */
  onKey: (key: string) => void;
  children: ReactNode;
}) {
  const title = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element | null>(null);
  const narrow = useIsNarrow();
  useKeysWhile(props.open, props.onKey);
  return (
    <Radix.Root
      open={props.open}
      modal={narrow}
      onOpenChange={(open) => (open ? undefined : props.onClose())}
    >
      <Radix.Portal>
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            opener.current = document.activeElement;
            title.current?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const back = opener.current;
            if (back instanceof HTMLElement && back.isConnected && back !== document.body) {
              back.focus();
            } else document.getElementById("main")?.focus();
          }}
          // The page beside it stays in use: another event may be chosen there.
          onInteractOutside={(event) => event.preventDefault()}
          className="pop fixed inset-y-0 right-0 z-50 flex w-full flex-col border-l bg-popover shadow-[var(--shadow-pop)] sm:w-[520px]"
        >
          <div className="flex h-12 shrink-0 items-center gap-2 border-b px-4">
            <Radix.Title ref={title} tabIndex={-1} className="text-base outline-none">
              {props.title}
            </Radix.Title>
            <span className="ml-auto flex items-center gap-0.5">{props.tools}</span>
          </div>
          {props.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Wherever the focus is, since the page beside stays in use; but not while somebody types. */
function useKeysWhile(open: boolean, onKey: (key: string) => void): void {
  const latest = useRef(onKey);
  useEffect(() => {
    latest.current = onKey;
  });
  useEffect(() => {
    if (!open) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      latest.current(event.key);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [open]);
}

function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(NARROW);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => window.matchMedia(NARROW).matches,
    () => false,
  );
}
