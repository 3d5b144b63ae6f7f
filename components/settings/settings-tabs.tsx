"use client";

import { Lock } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

const tabs = [
  { href: "/settings/account", label: "Your account", forAdmins: false },
  { href: "/settings/accounts", label: "Accounts", forAdmins: true },
  { href: "/settings/api-keys", label: "API keys", forAdmins: true },
] as const;

/** The parts of the settings. What needs another role is shown with a lock, and says there who can give it. */
export function SettingsTabs({ isAdmin }: { isAdmin: boolean }) {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Settings"
      className="-mx-3 mb-4 flex gap-1 overflow-x-auto border-b px-3 md:mx-0 md:px-0"
    >
      {tabs.map(({ href, label, forAdmins }) => {
        const here = pathname === href;
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? "page" : undefined}
            className={`-mb-px flex h-8 shrink-0 items-center gap-1.5 border-b-2 px-2 ${here ? "border-foreground font-medium" : "border-transparent text-muted-foreground hover:text-foreground"}`}
          >
            {label}
            {forAdmins && !isAdmin ? (
              <>
                <Lock className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
                <span className="sr-only">, for admins</span>
              </>
            ) : null}
          </Link>
        );
      })}
    </nav>
  );
}
