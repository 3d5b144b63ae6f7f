"use client";

import { Globe } from "lucide-react";
import Link from "next/link";
import { LiveIndicator } from "@/components/live/live-indicator";
import { ZoneName } from "@/components/time/time";
import { AccountMenu, type Person } from "./account-menu.tsx";
import { BrandMark } from "./brand.tsx";
import { EnvironmentBadge } from "./environment-badge.tsx";
import { FindBox } from "./find-box.tsx";
import { HelpSheet } from "./help-sheet.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import { useSystemStatus } from "./use-system-status.ts";

/** Above each page: find, and whether and in which zone the page is up to date. */
export function TopBar({ person }: { person: Person }) {
  const status = useSystemStatus();
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b bg-background px-3 md:px-6">
      <Link
        href="/overview"
        className="flex size-6 items-center justify-center md:hidden"
        aria-label="Backstitch, overview"
      >
        <BrandMark />
      </Link>
      <EnvironmentBadge environment={status?.environment ?? null} className="md:hidden" />
      <FindBox />
      <div className="ml-auto flex items-center gap-1">
        <LiveIndicator />
        <span
          className="hidden h-7 items-center gap-1.5 px-2 text-xs font-medium text-muted-foreground md:inline-flex"
          title="Times are shown in the zone of this browser"
        >
          <Globe className="size-4 shrink-0" strokeWidth={1.75} aria-hidden />
          <span className="sr-only">Times are shown in </span>
          <ZoneName />
        </span>
        <ThemeSwitch />
        <HelpSheet />
        <AccountMenu person={person} compact />
      </div>
    </header>
  );
}
