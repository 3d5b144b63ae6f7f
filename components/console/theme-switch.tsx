"use client";

import { Moon, Sun } from "lucide-react";

/** Light or dark. Kept in this browser; the script in the page's head applies it before anything is painted. */
export function ThemeSwitch({ className = "" }: { className?: string }) {
  return (
    <button
      type="button"
      className={`btn btn-ghost btn-sm btn-icon ${className}`}
      aria-label="Switch between light and dark"
      title="Switch between light and dark"
      onClick={switchTheme}
    >
      <Moon className="size-4 shrink-0 dark:hidden" strokeWidth={1.75} aria-hidden />
      <Sun className="hidden size-4 shrink-0 dark:block" strokeWidth={1.75} aria-hidden />
    </button>
  );
}

function switchTheme(): void {
  const dark = document.documentElement.classList.toggle("dark");
  try {
    localStorage.setItem("theme", dark ? "dark" : "light");
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
