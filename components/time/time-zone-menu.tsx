"use client";

import { Check, Globe } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useInBrowser } from "./clock.ts";
import { zoneName } from "./format-instant.ts";
import { ZoneName } from "./time.tsx";
import { useZoneChoice } from "./time-zone.tsx";
import { zones } from "./zones.ts";

const OWN = "own";

/** In which zone the times are shown, and the choice of another. */
export function TimeZoneMenu() {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className="btn btn-ghost btn-sm !px-2 max-md:hidden"
        title="Times are shown in this zone. Choose another"
      >
        <Globe className="size-4 shrink-0" strokeWidth={1.75} aria-hidden />
        <span className="sr-only">Times are shown in </span>
        {/* Wide enough for the usual name, so that its neighbours stay where they are when it comes. */}
        <span className="min-w-6">
          <ZoneName />
        </span>
        <span className="sr-only">. Choose another zone</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="pop z-50 w-56 rounded-lg border bg-popover p-1 shadow-[var(--shadow-pop)]"
        >
          <DropdownMenu.Label className="px-2.5 py-1.5 text-xs text-muted-foreground">
            Show all times in
          </DropdownMenu.Label>
          <ZoneItems />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** The zones as items of whatever menu they stand in. */
export function ZoneItems() {
  const { zone, choose } = useZoneChoice();
  const inBrowser = useInBrowser();
  return (
    <DropdownMenu.RadioGroup
      value={zone ?? OWN}
      onValueChange={(value) => choose(value === OWN ? null : value)}
    >
      {zones.map((each) => (
        <DropdownMenu.RadioItem
          key={each.zone ?? OWN}
          value={each.zone ?? OWN}
          className="relative flex h-8 cursor-pointer items-center gap-2 rounded-md pl-8 pr-2.5 outline-none data-[highlighted]:bg-accent"
        >
          <DropdownMenu.ItemIndicator className="absolute left-2.5">
            <Check className="size-4" strokeWidth={1.75} aria-hidden />
          </DropdownMenu.ItemIndicator>
          {each.label}
          <span className="ml-auto text-xs text-muted-foreground">
            {inBrowser ? zoneName(new Date(), each.zone ?? undefined) : ""}
          </span>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
