"use client";

import { Globe, LogOut } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { ZoneName } from "@/components/time/time";
import { ZoneItems } from "@/components/time/time-zone-menu";
import { initialsOf } from "./initials.ts";
import { PersonMark } from "./person-mark.tsx";

export type Person = { name: string; email: string; role: "support" | "admin" };

const roleWords: Record<Person["role"], string> = { support: "Support", admin: "Admin" };

/** Who is signed in, and the way out. */
export function AccountMenu({ person, compact }: { person: Person; compact: boolean }) {
  const [failed, setFailed] = useState(false);
  const signOut = async () => {
    const response = await fetch("/api/auth/sign-out", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    }).catch(() => null);
    if (response?.ok) window.location.assign("/sign-in");
    else setFailed(true);
  };
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={
          compact
            ? "btn btn-ghost btn-sm btn-icon md:hidden"
            : "flex h-11 w-full items-center gap-2.5 rounded-md px-2 text-left hover:bg-sidebar-accent/60"
        }
        aria-label={compact ? `${initialsOf(person.name)}: account of ${person.name}` : undefined}
      >
        <PersonMark name={person.name} />
        {compact ? null : (
          <span className="min-w-0 leading-4">
            <span className="block truncate font-medium text-foreground">{person.name}</span>
            <span className="block text-xs text-muted-foreground">{roleWords[person.role]}</span>
          </span>
        )}
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        align={compact ? "end" : "start"}
        side={compact ? "bottom" : "top"}
        sideOffset={4}
        className="pop z-50 w-56 rounded-lg border bg-popover p-1 shadow-[var(--shadow-pop)]"
      >
        <DropdownMenu.Label className="px-2.5 py-1.5 text-xs text-muted-foreground">
          Signed in as <span className="block truncate text-foreground">{person.email}</span>
          {compact ? <span className="block">{roleWords[person.role]}</span> : null}
        </DropdownMenu.Label>
        <DropdownMenu.Separator className="my-1 border-t" />
        {compact ? <ZoneSubmenu /> : null}
        <DropdownMenu.Item
          className="flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2.5 outline-none data-[highlighted]:bg-accent"
          onSelect={(event) => {
            event.preventDefault();
            void signOut();
          }}
        >
          <LogOut className="size-4 text-muted-foreground" strokeWidth={1.75} aria-hidden />
          Sign out
        </DropdownMenu.Item>
        {failed ? (
          <p role="alert" className="px-2.5 py-1 text-xs text-act">
            Not signed out: the server did not answer. Try again.
          </p>
        ) : null}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

/** The choice of a zone, where the bar above has no room for it. */
function ZoneSubmenu() {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className="flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2.5 outline-none data-[highlighted]:bg-accent data-[state=open]:bg-accent">
        <Globe className="size-4 text-muted-foreground" strokeWidth={1.75} aria-hidden />
        Times in <ZoneName />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent
          collisionPadding={8}
          className="pop z-50 w-56 rounded-lg border bg-popover p-1 shadow-[var(--shadow-pop)]"
        >
          <ZoneItems />
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}
