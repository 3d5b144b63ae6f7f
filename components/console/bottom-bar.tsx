"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { InboxCount } from "@/components/inbox/inbox-count";
import { pages } from "./pages.ts";

/** The pages on a small screen, under the thumb. */
export function BottomBar() {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Pages, small screen"
      className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t bg-background pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {pages.map(({ href, label, short, icon: Icon, count }) => {
        const here = pathname.startsWith(href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? "page" : undefined}
            className={`relative flex h-14 flex-col items-center justify-center gap-0.5 text-xs ${here ? "font-medium text-foreground" : "text-muted-foreground"}`}
          >
            <Icon className="size-5 shrink-0" strokeWidth={1.75} aria-hidden />
            {short ?? label}
            {count === "needs_a_person" ? (
              <InboxCount className="absolute left-1/2 top-1 ml-1.5 px-1 text-2xs" />
            ) : null}
          </Link>
        );
      })}
    </nav>
  );
}
