"use client";

import Link from "next/link";
import { FindBox } from "@/components/find/find-box";
import { LiveIndicator } from "@/components/live/live-indicator";
import { TimeZoneMenu } from "@/components/time/time-zone-menu";
import { AccountMenu, type Person } from "./account-menu.tsx";
import { BrandMark } from "./brand.tsx";
import { EnvironmentBadge } from "./environment-badge.tsx";

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
        <TimeZoneMenu />
        <ThemeSwitch />
        <HelpSheet />
        <AccountMenu person={person} compact />
      </div>
    </header>
  );
}
