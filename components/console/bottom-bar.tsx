"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { MorePages } from "./more-pages.tsx";
import { PageNote } from "./page-note.tsx";
import { type ConsolePage, isHere, pages, settingsPage } from "./pages.ts";

const IN_THE_BAR = 4;

/** The pages on a small screen, under the thumb: four, and the rest behind More. */
export function BottomBar() {
  const pathname = usePathname();
  const bar = pages.slice(0, IN_THE_BAR);
  const more = [...pages.slice(IN_THE_BAR), settingsPage];
  return (
    <nav
      aria-label="Pages, small screen"
      className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t bg-background pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {bar.map((page) => (
        <BarLink key={page.href} page={page} here={isHere(pathname, page)} />
      ))}
      <MorePages pages={more} here={more.find((page) => isHere(pathname, page)) ?? null} />
    </nav>
  );
}

function BarLink({ page, here }: { page: ConsolePage; here: boolean }) {
  const Icon = page.icon;
  return (
    <Link
      href={page.href}
      aria-current={here ? "page" : undefined}
      className={`relative flex h-14 min-w-0 flex-col items-center justify-center gap-0.5 text-xs ${here ? "font-medium text-foreground" : "text-muted-foreground"}`}
    >
      <Icon className="size-5 shrink-0" strokeWidth={1.75} aria-hidden />
      <span className="max-w-full truncate px-0.5">{page.short ?? page.label}</span>
      {page.isUrgent ? (
        <PageNote href={page.href} className="absolute left-1/2 top-1 ml-1.5 px-1 text-2xs" />
      ) : null}
    </Link>
  );
}
