"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";
import { ownerWord } from "@/components/claims/owner-word";
import { NoteMark } from "@/components/notes/note-mark";
import { StatusIcon, statusWord } from "@/components/orders/status-badge";
import { DueLeft } from "@/components/time/due-left";
import type { ShownRow } from "./freshness.ts";

/** Shared with the skeleton, so that nothing shifts when the rows come. */
export const ROW_GRID =
  "grid grid-cols-[16px_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 py-2 md:min-h-[57px] md:grid-cols-[16px_minmax(0,1fr)_112px_80px] md:items-center";

type RowProps = {
  shown: ShownRow;
  /** The row that the keys are on; its button stands out. */
  current: boolean;
  off: boolean;
  onClaim: () => void;
};

/** One order that waits for a person, in two lines: what is so, and what to do about it. */
export function InboxRow({ shown: { row, leftView }, current, off, onClaim }: RowProps) {
  const router = useRouter();
  const href = `/orders/${row.orderNumber}`;
  const open = (event: MouseEvent) => {
    const marking = window.getSelection()?.toString() !== "";
    const pressed = event.target instanceof HTMLElement && event.target.closest("a,button");
    if (!marking && !pressed) router.push(href);
  };
  const button = `btn btn-sm ml-auto min-w-16 max-md:h-9 md:ml-0 ${current ? "btn-primary" : "btn-outline"}`;
  return (
    // The link inside is what keyboard and screen reader use; the row is a larger target for a mouse.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the link in the row is the way for a keyboard
    <li
      data-saga={row.sagaUuid}
      onClick={open}
      className={`${ROW_GRID} cursor-pointer ${current ? "bg-selected shadow-[inset_2px_0_0_var(--ring)]" : "hover:bg-muted"}`}
    >
      <span className="self-start pt-0.5">
        <StatusIcon status={row.status.status} size="size-4" />
      </span>
      <p className={`min-w-0 ${leftView ? "text-muted-foreground" : ""}`}>
        <span className="sr-only">{statusWord(row.status)}: </span>
        <Link className="ord" href={href} prefetch={false}>
          {row.orderNumber}
        </Link>{" "}
        <span>{row.headline}.</span>
        <NoteMark count={row.notes} look="ml-1.5" />
        <span className="block text-muted-foreground md:line-clamp-2">
          {leftView ? (
            "Moved on; no longer in this view."
          ) : (
            <>
              <span className="font-medium text-foreground">Next:</span> {row.next.lead}{" "}
              {row.next.rest}
            </>
          )}
        </span>
      </p>
      <div className="col-start-2 flex items-center gap-2 md:contents">
        <span className="flex min-w-0 gap-2 whitespace-nowrap md:block md:text-right">
          <span className="block">
            <DueLeft at={row.dueAt} />
          </span>
          <span
            className={`block truncate ${row.claim?.mine ? "" : "text-muted-foreground"}`}
            title={row.claim === null ? undefined : row.claim.ownerName}
          >
            {ownerWord(row.claim)}
          </span>
        </span>
        {row.claim === null && !leftView ? (
          <button
            type="button"
            className={button}
            aria-label={`Claim ${row.orderNumber}`}
            aria-disabled={off}
            title={off ? "You are offline." : undefined}
            onClick={() => (off ? undefined : onClaim())}
          >
            Claim
          </button>
        ) : (
          <Link
            className={button}
            href={href}
            prefetch={false}
            aria-label={`Open ${row.orderNumber}`}
          >
            Open
          </Link>
        )}
      </div>
    </li>
  );
}
