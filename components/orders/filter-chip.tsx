"use client";

import { ChevronDown, X } from "lucide-react";
import { Popover } from "radix-ui";
import type { ListWhere } from "#server/operations/list/views";
import { useTimeZone } from "@/components/time/time-zone";
import { chipWords } from "./chip-words.ts";
import { FilterForm } from "./filter-form.tsx";
import { type FilterKind, isSet } from "./filter-kinds.ts";

/** One filter: what it says, the way to change it, and the way to take it off. */
export function FilterChip(props: {
  kind: FilterKind;
  label: string;
  where: ListWhere;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onApply: (where: ListWhere) => void;
  onRemove: () => void;
}) {
  const { kind, label, where } = props;
  const zone = useTimeZone();
  const words = chipWords(where, kind, zone);
  return (
    <span className="inline-flex h-7 max-w-full items-stretch rounded-md border bg-card">
      <Popover.Root open={props.open} onOpenChange={props.onOpenChange}>
        <Popover.Trigger className="flex min-w-0 items-center gap-1.5 rounded-l-md px-2.5 text-xs hover:bg-accent">
          <span className="text-muted-foreground">{label}</span>
          <span className="truncate font-medium">{words}</span>
          <ChevronDown className="size-3.5 shrink-0 text-muted-foreground" aria-hidden />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="start"
            sideOffset={4}
            collisionPadding={8}
            aria-label={`Filter by ${label.toLowerCase()}`}
            className="pop z-50 w-64 rounded-lg border bg-popover shadow-[var(--shadow-pop)]"
          >
            <FilterForm kind={kind} label={label} where={where} onApply={props.onApply} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {isSet(where, kind) ? (
        <button
          type="button"
          className="grid w-7 place-items-center rounded-r-md border-l text-muted-foreground hover:bg-accent hover:text-foreground"
          aria-label={`Remove the filter ${label}: ${words}`}
          onClick={props.onRemove}
        >
          <X className="size-3.5" strokeWidth={1.75} aria-hidden />
        </button>
      ) : null}
    </span>
  );
}
