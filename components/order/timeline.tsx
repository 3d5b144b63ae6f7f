"use client";

import type { TimelineItem as Item } from "#server/operations/views";
import { useNow } from "@/components/time/clock";
import { formatDuration } from "@/components/time/format-duration";
import { dayKey, formatDay } from "@/components/time/format-instant";
import { useTimeZone } from "@/components/time/time-zone";
import { TimelineItem } from "./timeline-item.tsx";

// Longer than this and nothing happened: a fold says so instead of an empty line that looks like the next second.
const FOLD_AFTER_MS = 10 * 60_000;

/** The story of the order. Long silence is folded, a new day has its own line. */
export function Timeline(props: {
  items: readonly Item[];
  oldestFirst: boolean;
  onOpenEvent: (version: number) => void;
}) {
  const now = useNow();
  const zone = useTimeZone();
  if (now === 0) return <div className="min-h-40" />;
  const items = props.oldestFirst ? props.items : props.items.toReversed();
  return (
    <ol className="px-4 py-2">
      {items.map((item, index) => {
        const after = items[index + 1];
        const before = items[index - 1];
        const newDay =
          dayKey(new Date(item.at), zone) !==
          dayKey(new Date(before === undefined ? now : before.at), zone);
        // The gap lies between an item and its elder, which stands above or below it.
        const gapMs = (props.oldestFirst ? after : item)?.sincePreviousMs ?? null;
        return [
          newDay ? (
            <DayLine
              key={`day ${item.id}`}
              text={formatDay(new Date(item.at), new Date(now), zone)}
            />
          ) : null,
          <TimelineItem
            key={item.id}
            item={item}
            last={after === undefined}
            onOpenEvent={props.onOpenEvent}
          />,
          gapMs !== null && gapMs > FOLD_AFTER_MS && after !== undefined ? (
            <FoldedTime key={`fold ${item.id}`} spanMs={gapMs} />
          ) : null,
        ];
      })}
    </ol>
  );
}

const grid = "grid grid-cols-[24px_minmax(0,1fr)] gap-x-3 md:grid-cols-[72px_24px_minmax(0,1fr)]";

function DayLine({ text }: { text: string }) {
  return (
    <li className={`${grid} items-center py-1.5 text-xs font-medium`}>
      <span className="whitespace-nowrap md:text-right max-md:col-span-2">{text}</span>
      <span className="border-t max-md:hidden md:col-span-2" aria-hidden />
    </li>
  );
}

function FoldedTime({ spanMs }: { spanMs: number }) {
  return (
    <li className={`${grid} items-center py-1`}>
      <span className="hidden md:block" />
      <span className="fold" aria-hidden />
      <span className="flex min-w-0 items-center gap-3 text-xs text-muted-foreground">
        {formatDuration(spanMs)} without an event
        <span className="fold min-w-6 flex-1" aria-hidden />
      </span>
    </li>
  );
}
