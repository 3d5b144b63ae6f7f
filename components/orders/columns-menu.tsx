"use client";

import { Check, Columns3 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { hideColumns, optionalColumns, useHiddenColumns } from "./columns.ts";

/** Which columns the table has. A phone shows an order in three lines and needs no choice. */
export function ColumnsMenu() {
  const hidden = useHiddenColumns();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="btn btn-outline btn-sm max-md:hidden">
        <Columns3 className="size-3.5" strokeWidth={1.75} aria-hidden />
        Columns
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="pop z-50 w-48 rounded-lg border bg-popover p-1 shadow-[var(--shadow-pop)]"
        >
          {optionalColumns.map(({ column, label }) => (
            <DropdownMenu.CheckboxItem
              key={column}
              checked={!hidden.includes(column)}
              // The menu stays open: several are chosen at a time.
              onSelect={(event) => event.preventDefault()}
              onCheckedChange={(checked) =>
                hideColumns(
                  checked ? hidden.filter((each) => each !== column) : [...hidden, column],
                )
              }
              className="relative flex h-8 cursor-pointer items-center rounded-md pl-8 pr-2.5 outline-none data-[highlighted]:bg-accent"
            >
              <DropdownMenu.ItemIndicator className="absolute left-2.5">
                <Check className="size-4" strokeWidth={1.75} aria-hidden />
              </DropdownMenu.ItemIndicator>
              {label}
            </DropdownMenu.CheckboxItem>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
