"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { wishHelp } from "@/components/console/wish-help";
import { useZoneChoice } from "@/components/time/time-zone";
import { CommandList } from "./command-list.tsx";
import { allCommands, type Command, fittingCommands } from "./commands.ts";

/** Everything that can be done on every page, by name: behind Ctrl K, or ⌘ K. */
export function CommandMenu() {
  const router = useRouter();
  const { choose } = useZoneChoice();
  const [open, setOpen] = useState(false);
  // What is chosen runs when the menu has gone: it may want the focus that the menu gives back.
  const chosen = useRef<Command | null>(null);
  const commands = useMemo(
    () => allCommands({ go: (href) => router.push(href), chooseZone: choose, openHelp: wishHelp }),
    [router, choose],
  );
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="fade fixed inset-0 z-40 bg-black/45 dark:bg-black/65" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            const command = chosen.current;
            chosen.current = null;
            if (command === null) return;
            event.preventDefault();
            command.run();
          }}
          className="pop fixed inset-x-2 top-16 z-50 mx-auto flex max-h-[70dvh] max-w-[560px] flex-col rounded-lg border bg-popover shadow-[var(--shadow-pop)]"
        >
          <Dialog.Title className="sr-only">Commands</Dialog.Title>
          <Palette
            commands={commands}
            onRun={(command) => {
              chosen.current = command;
              setOpen(false);
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Palette(props: { commands: readonly Command[]; onRun: (command: Command) => void }) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const fitting = fittingCommands(props.commands, typed);
  const current = fitting[Math.min(at, fitting.length - 1)];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((before) => (before + step + fitting.length) % Math.max(1, fitting.length));
    }
    if (event.key === "Enter" && current !== undefined) {
      event.preventDefault();
      props.onRun(current);
    }
  };
  return (
    <>
      <div className="relative border-b">
        <Search
          className="pointer-events-none absolute left-3.5 top-3.5 size-4 text-muted-foreground"
          strokeWidth={1.75}
          aria-hidden
        />
        <input
          className="h-11 w-full rounded-t-lg bg-transparent pl-10 pr-3 text-base outline-offset-[-2px]"
          role="combobox"
          aria-expanded="true"
          aria-controls="commands"
          aria-activedescendant={current === undefined ? undefined : `command-${current.id}`}
          aria-label="Type what you want to do"
          placeholder="Type what you want to do"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <CommandList commands={fitting} current={current} onRun={props.onRun} />
      <p role="status" className="sr-only">
        {fitting.length} commands
      </p>
    </>
  );
}
