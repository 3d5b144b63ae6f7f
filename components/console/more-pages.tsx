"use client";

import { Menu } from "lucide-react";
import Link from "next/link";
import { DropdownMenu } from "radix-ui";
import { type ConsolePage, settingsPage } from "./pages.ts";

/** The fifth place of the bottom bar: the pages that do not fit in it, and the settings. */
export function MorePages(props: { pages: readonly ConsolePage[]; here: ConsolePage | null }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={`flex h-14 min-w-0 flex-col items-center justify-center gap-0.5 text-xs ${props.here === null ? "text-muted-foreground" : "font-medium text-foreground"}`}
        aria-label={props.here === null ? "More pages" : `More pages, now ${props.here.label}`}
      >
        <Menu className="size-5 shrink-0" strokeWidth={1.75} aria-hidden />
        More
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="end"
        side="top"
        sideOffset={4}
        collisionPadding={8}
        className="pop z-50 w-60 rounded-lg border bg-popover p-1 shadow-[var(--shadow-pop)]"
      >
        {props.pages.map((page) => {
          const here = page === props.here;
          const Icon = page.icon;
          return (
            <div key={page.href}>
              {page === settingsPage && props.pages.length > 1 ? (
                <DropdownMenu.Separator className="my-1 border-t" />
              ) : null}
              <DropdownMenu.Item
                asChild
                className="flex h-11 cursor-pointer items-center gap-2.5 rounded-md px-2.5 outline-none data-[highlighted]:bg-accent"
              >
                <Link href={page.href} aria-current={here ? "page" : undefined}>
                  <Icon
                    className="size-4 shrink-0 text-muted-foreground"
                    strokeWidth={1.75}
                    aria-hidden
                  />
                  <span className={here ? "font-medium" : ""}>{page.label}</span>
                </Link>
              </DropdownMenu.Item>
            </div>
          );
        })}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
