"use client";

import { Moon, Sun } from "lucide-react";
import { switchTheme } from "./theme.ts";

/** The button for light or dark. */
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
