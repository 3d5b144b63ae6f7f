"use client";

import { ArrowDownUp, Check } from "lucide-react";
import { useRouter } from "next/navigation";
import { DropdownMenu } from "radix-ui";
import type { ListSort } from "#server/operations/list/views";
import { type ListAddress, listAddress } from "./list-address.ts";

/** Each order of the list in words. */
export const sortWords: Record<ListSort, string> = {
  newest: "Newest first",
  oldest: "Oldest first",
  time_left: "Least time left first",
};
const sorts: readonly ListSort[] = ["newest", "oldest", "time_left"];

/** The order of the list, on every width; a wide screen has it in the head of the table too. */
export function SortMenu({ list }: { list: ListAddress }) {
  const router = useRouter();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="btn btn-ghost btn-sm !px-2">
        <ArrowDownUp className="size-3.5" strokeWidth={1.75} aria-hidden />
        <span className="sr-only">Sorted: </span>
        {sortWords[list.sort]}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="pop z-50 w-52 rounded-lg border bg-popover p-1 shadow-[var(--shadow-pop)]"
        >
          <DropdownMenu.RadioGroup value={list.sort}>
            {sorts.map((sort) => (
              <DropdownMenu.RadioItem
                key={sort}
                value={sort}
                className="relative flex h-8 cursor-pointer items-center rounded-md pl-8 pr-2.5 outline-none data-[highlighted]:bg-accent"
                onSelect={() =>
                  router.push(listAddress({ ...list, sort, after: null }), { scroll: false })
                }
              >
                <DropdownMenu.ItemIndicator className="absolute left-2.5">
                  <Check className="size-4" strokeWidth={1.75} aria-hidden />
                </DropdownMenu.ItemIndicator>
                {sortWords[sort]}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
