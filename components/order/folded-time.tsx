"use client";

import { FoldVertical, UnfoldVertical } from "lucide-react";
import { useState } from "react";
import { formatDuration } from "@/components/time/format-duration";
import { Time } from "@/components/time/time";
import { TIMELINE_GRID } from "./timeline-grid.tsx";

/** A long silence, cut out of the story; opened it says from when to when. */
export function FoldedTime(props: { from: string; to: string; silence: string }) {
  const [open, setOpen] = useState(false);
  const span = formatDuration(Date.parse(props.to) - Date.parse(props.from));
  const Icon = open ? FoldVertical : UnfoldVertical;
  return (
    <li className={`${TIMELINE_GRID} items-center py-1`}>
      <span className="hidden md:block" />
      <span className="fold" aria-hidden />
      <span className="flex min-w-0 items-center gap-3">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-7 items-center gap-1.5 text-left text-xs text-muted-foreground hover:text-foreground"
        >
          <Icon className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
          <span>
            {span} {open ? "unfolded" : "folded"}: {props.silence}
          </span>
        </button>
        <span className="fold min-w-6 flex-1" aria-hidden />
      </span>
      {open ? (
        <p className="col-start-2 pb-2 text-xs text-muted-foreground md:col-start-3">
          From <Time at={props.from} /> to <Time at={props.to} /> no event was written for this
          order.
        </p>
      ) : null}
    </li>
  );
}
