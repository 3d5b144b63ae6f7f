"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";

/** A password that can be looked at while it is typed. */
export function PasswordInput({ of, ...props }: ComponentProps<"input"> & { of: string }) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <span className="relative block">
      <input
        {...props}
        type={shown ? "text" : "password"}
        className={`input !h-9 pr-10 ${props["aria-invalid"] === true ? "!border-act" : ""}`}
      />
      <button
        type="button"
        className="absolute right-1 top-1 grid size-7 place-items-center rounded-sm text-muted-foreground hover:bg-accent"
        aria-label={`${shown ? "Hide" : "Show"} the ${of}`}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        <Icon className="size-4" strokeWidth={1.75} aria-hidden />
      </button>
    </span>
  );
}
