"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Suspense } from "react";
import { SavedViewsNav } from "@/components/saved-views/saved-views-nav";
import { AccountMenu, type Person } from "./account-menu.tsx";
import { BrandMark } from "./brand.tsx";
import { EnvironmentBadge } from "./environment-badge.tsx";
import { PageNote } from "./page-note.tsx";
import { type ConsolePage, isHere, pages, settingsPage } from "./pages.ts";
import { useSystemStatus } from "./use-system-status.ts";

/** Left of the page from `md` on: pages, saved views, and at the foot the settings and the person. */
export function SideBar({ person }: { person: Person }) {
  const status = useSystemStatus();
  return (
    <aside
      aria-label="Sidebar"
      className="sticky top-0 hidden h-dvh flex-col border-r border-sidebar-border bg-sidebar text-sidebar-foreground md:flex"
    >
      <div className="flex h-12 shrink-0 items-center gap-2 px-4 text-foreground">
        <BrandMark />
        <span translate="no" className="text-base font-semibold tracking-tight">
          Backstitch
        </span>
        <EnvironmentBadge environment={status?.environment ?? null} className="ml-auto" />
      </div>
      {/* At 200 % zoom the middle scrolls; the person stays in sight. */}
      <div className="min-h-0 flex-1 overflow-y-auto">
        <nav aria-label="Pages" className="flex flex-col gap-px px-2 py-0.5">
          {pages.map((page) => (
            <SideLink key={page.href} page={page} />
          ))}
        </nav>
        <Suspense>
          <SavedViewsNav />
        </Suspense>
      </div>
      <div className="grid shrink-0 gap-px border-t border-sidebar-border p-2">
        <SideLink page={settingsPage} />
        <AccountMenu person={person} compact={false} />
      </div>
    </aside>
  );
}

function SideLink({ page }: { page: ConsolePage }) {
  const here = isHere(usePathname(), page);
  const Icon = page.icon;
  return (
    <Link
      href={page.href}
      aria-current={here ? "page" : undefined}
      className={`flex h-8 items-center gap-2.5 rounded-md px-2 ${here ? "bg-sidebar-accent font-medium text-sidebar-accent-foreground" : "hover:bg-sidebar-accent/60"}`}
    >
      <Icon className="size-4 shrink-0 opacity-80" strokeWidth={1.75} aria-hidden />
      <span className="truncate">{page.label}</span>
      <PageNote href={page.href} className="ml-auto px-1.5 text-xs" />
    </Link>
  );
}
