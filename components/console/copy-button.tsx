"use client";

import { Copy } from "lucide-react";
import { toast } from "sonner";

/** Copies `value`; says so, since a copy leaves no trace on the page. */
export function CopyButton({ value, name = value }: { value: string; name?: string }) {
  return (
    <button
      type="button"
      className="inline-grid size-6 shrink-0 place-items-center rounded-sm text-muted-foreground hover:bg-accent hover:text-foreground"
      aria-label={`Copy ${name}`}
      title={`Copy ${name}`}
      onClick={() => void copyText(value, name)}
    >
      <Copy className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
    </button>
  );
}

/** For buttons of another look. */
export async function copyText(value: string, name: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(value);
    toast(`Copied ${name}`);
  } catch {
    // Browsers refuse outside HTTPS or without permission; the text can still be marked by hand.
    toast(`The browser did not allow copying ${name}`);
  }
}
