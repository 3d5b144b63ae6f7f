"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { AccountMenu, type Person } from "./account-menu.tsx";
import { BrandMark } from "./brand.tsx";
import { EnvironmentBadge } from "./environment-badge.tsx";
import { pages } from "./pages.ts";
import { useSystemStatus } from "./use-system-status.ts";

/** Left of the page from `md` on. */
export function SideBar({ person }: { person: Person }) {
  const pathname = usePathname();
  const status = useSystemStatus();
  return (
    <aside
      aria-label="Sidebar"
      className="sticky top-0 hidden h-dvh flex-col border-r border-sidebar-border bg-sidebar text-sidebar-foreground md:flex"
    >
      <div className="flex h-12 items-center gap-2 px-4 text-foreground">
        <BrandMark />
        <span className="text-base font-semibold tracking-tight">Backstitch</span>
        <EnvironmentBadge environment={status?.environment ?? null} className="ml-auto" />
      </div>
      <nav aria-label="Pages" className="flex flex-col gap-px px-2">
        {pages.map(({ href, label, icon: Icon, note: Note }) => {
          const here = pathname.startsWith(href);
          return (
            <Link
              key={href}
              href={href}
              aria-current={here ? "page" : undefined}
              className={`flex h-8 items-center gap-2.5 rounded-md px-2 ${here ? "bg-sidebar-accent font-medium text-sidebar-accent-foreground" : "hover:bg-sidebar-accent/60"}`}
            >
              <Icon className="size-4 shrink-0 opacity-80" strokeWidth={1.75} aria-hidden />
              <span className="truncate">{label}</span>
              {Note === undefined ? null : <Note />}
            </Link>
          );
        })}
      </nav>
      <div className="mt-auto border-t border-sidebar-border p-2">
        <AccountMenu person={person} compact={false} />
      </div>
    </aside>
  );
}
