"use client";

import { useEffect, useRef } from "react";
import { Kbd } from "@/components/console/kbd";
import type { Command } from "./commands.ts";

/** The commands that fit, by group. The focus stays in the box above; the current one is only marked. */
export function CommandList(props: {
  commands: readonly Command[];
  current: Command | undefined;
  onRun: (command: Command) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const { commands, current } = props;
  const id = current?.id;
  useEffect(() => {
    if (id === undefined) return;
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [id]);
  const groups = [...new Set(commands.map(({ group }) => group))];
  if (commands.length === 0) {
    return (
      <p id="commands" role="status" className="px-3.5 py-4 text-muted-foreground">
        No command fits. Orders are found in the box at the top: <Kbd>/</Kbd>
      </p>
    );
  }
  return (
    <div
      ref={list}
      id="commands"
      role="listbox"
      aria-label="Commands"
      tabIndex={-1}
      className="min-h-0 overflow-y-auto p-1"
    >
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox may hold groups, and a fieldset is none
        <div key={group} role="group" aria-label={group}>
          <p aria-hidden className="px-2.5 pb-1 pt-2 text-xs text-muted-foreground">
            {group}
          </p>
          {commands
            .filter((command) => command.group === group)
            .map((command) => (
              <Line
                key={command.id}
                command={command}
                current={command === current}
                onRun={() => props.onRun(command)}
              />
            ))}
        </div>
      ))}
    </div>
  );
}

function Line(props: { command: Command; current: boolean; onRun: () => void }) {
  const { id, label, icon: Icon, keys } = props.command;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box that has the focus handles the keys
    <div
      id={`command-${id}`}
      role="option"
      aria-selected={props.current}
      tabIndex={-1}
      onClick={props.onRun}
      className={`flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 ${props.current ? "bg-accent" : "hover:bg-accent/60"}`}
    >
      <Icon className="size-4 shrink-0 text-muted-foreground" strokeWidth={1.75} aria-hidden />
      {label}
      <span className="ml-auto flex gap-1">
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </span>
    </div>
  );
}
