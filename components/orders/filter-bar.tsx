"use client";

import { ListFilter, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { DropdownMenu } from "radix-ui";
import { useRef, useState } from "react";
import type { ListWhere } from "#server/operations/list/views";
import { FilterChip } from "./filter-chip.tsx";
import { type FilterKind, filterKinds, isSet, without } from "./filter-kinds.ts";
import { KeyHints } from "./key-hints.tsx";
import { type ListAddress, listAddress } from "./list-address.ts";
import { SortMenu } from "./sort-menu.tsx";

/** What narrows the list: a chip a filter, all of it in the address. */
export function FilterBar({ list }: { list: ListAddress }) {
  const router = useRouter();
  const [open, setOpen] = useState<FilterKind | null>(null);
  const next = useRef<FilterKind | null>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const show = (where: ListWhere) =>
    router.push(listAddress({ ...list, where, after: null }), { scroll: false });
  const shown = filterKinds.filter(({ kind }) => kind === open || isSet(list.where, kind));
  const addable = filterKinds.filter(({ kind }) => !isSet(list.where, kind));
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      {shown.map(({ kind, label }) => (
        <FilterChip
          key={kind}
          kind={kind}
          label={label}
          where={list.where}
          open={open === kind}
          onOpenChange={(isOpen) => setOpen(isOpen ? kind : null)}
          onApply={(where) => {
            setOpen(null);
            show(where);
          }}
          onRemove={() => {
            setOpen(null);
            show(without(list.where, kind));
            adder.current?.focus();
          }}
        />
      ))}
      {addable.length === 0 ? null : (
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger ref={adder} className="btn btn-ghost btn-sm !px-2">
            <ListFilter className="size-3.5" strokeWidth={1.75} aria-hidden />
            Add filter
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content
              align="start"
              sideOffset={4}
              className="pop z-50 w-48 rounded-lg border bg-popover p-1 shadow-[var(--shadow-pop)]"
              onCloseAutoFocus={(event) => {
                // The chosen filter opens where the menu was, and has the focus then.
                if (next.current === null) return;
                event.preventDefault();
                setOpen(next.current);
                next.current = null;
              }}
            >
              {addable.map(({ kind, label }) => (
                <DropdownMenu.Item
                  key={kind}
                  className="flex h-8 cursor-pointer items-center rounded-md px-2.5 outline-none data-[highlighted]:bg-accent"
                  onSelect={() => {
                    next.current = kind;
                  }}
                >
                  {label}
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      )}
      {shown.length > 1 ? (
        <button
          type="button"
          className="btn btn-ghost btn-sm !px-2"
          onClick={() =>
            router.push(listAddress({ ...list, where: clear(list.where), after: null }))
          }
        >
          <X className="size-3.5" strokeWidth={1.75} aria-hidden />
          Clear all
        </button>
      ) : null}
      <div className="flex items-center gap-3 md:ml-auto">
        <KeyHints />
        <SortMenu list={list} />
      </div>
    </div>
  );
}

const clear = (where: ListWhere): ListWhere =>
  filterKinds.reduce((left, { kind }) => without(left, kind), where);
