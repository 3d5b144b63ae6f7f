"use client";

import { Clock } from "lucide-react";
import type { OrderCard } from "#server/operations/card/views";
import type { TimelineItem as Item } from "#server/operations/timeline/views";
import { useNow } from "@/components/time/clock";
import { dayKey, formatDay } from "@/components/time/format-instant";
import { Countdown, Time } from "@/components/time/time";
import { useTimeZone } from "@/components/time/time-zone";
import { FoldedTime } from "./folded-time.tsx";
import { TIMELINE_GRID } from "./timeline-grid.tsx";
import { TimelineItem } from "./timeline-item.tsx";

// Longer than this and nothing happened: a fold says so instead of an empty line that looks like the next second.
const FOLD_AFTER_MS = 10 * 60_000;

/** The story of the order, and what comes next. Long silence is folded, a new day has its own line. */
export function Timeline(props: {
  items: readonly Item[];
  upcoming: OrderCard["next"];
  oldestFirst: boolean;
  onOpenEvent: (version: number) => void;
}) {
  const now = useNow();
  const zone = useTimeZone();
  if (now === 0) return <div className="min-h-40" />;
  const items = props.oldestFirst ? props.items : props.items.toReversed();
  const upcoming = <Upcoming key="upcoming" next={props.upcoming} />;
  return (
    <ol className="px-4 py-2">
      {props.oldestFirst ? null : upcoming}
      {items.map((item, index) => {
        const after = items[index + 1];
        const before = items[index - 1];
        const newDay =
          dayKey(new Date(item.at), zone) !==
          dayKey(new Date(before === undefined ? now : before.at), zone);
        // The gap lies between an item and its elder, which stands above or below it.
        const younger = props.oldestFirst ? after : item;
        const elder = props.oldestFirst ? item : after;
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
          younger && elder && (younger.sincePreviousMs ?? 0) > FOLD_AFTER_MS ? (
            <FoldedTime
              key={`fold ${item.id}`}
              from={elder.at}
              to={younger.at}
              silence={younger.silence}
            />
          ) : null,
        ];
      })}
      {props.oldestFirst ? upcoming : null}
    </ol>
  );
}

/** What happens next by itself, while its moment is known. */
function Upcoming({ next }: { next: OrderCard["next"] }) {
  if (next.countdownTo === null) return null;
  return (
    <li className={`${TIMELINE_GRID} py-1.5`}>
      <span className="hidden pt-0.5 text-right text-xs leading-5 text-muted-foreground md:block">
        <Time at={next.countdownTo} form="clock" />
      </span>
      <span className="grid size-6 shrink-0 place-items-center rounded-full border border-dashed border-input text-muted-foreground">
        <Clock className="size-3.5" strokeWidth={1.75} aria-hidden />
      </span>
      <p className="flex min-w-0 gap-x-3 pt-0.5">
        <span className="min-w-0 text-pretty text-muted-foreground">
          <span className="font-medium text-foreground">Next</span> {firstSentence(next.text)}
        </span>
        <span className="ml-auto whitespace-nowrap font-medium">
          in <Countdown to={next.countdownTo} />
        </span>
      </p>
    </li>
  );
}

/** The card above says the rest. */
function firstSentence(text: string): string {
  const end = text.indexOf(". ");
  return end === -1 ? text : text.slice(0, end + 1);
}

function DayLine({ text }: { text: string }) {
  return (
    <li className={`${TIMELINE_GRID} items-center py-1.5 text-xs font-medium`}>
      <span className="whitespace-nowrap md:text-right max-md:col-span-2">{text}</span>
      <span className="border-t max-md:hidden md:col-span-2" aria-hidden />
    </li>
  );
}
