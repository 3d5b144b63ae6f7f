import {
  Flag,
  type LucideIcon,
  Mail,
  PackageCheck,
  Pill,
  RotateCw,
  ShoppingCart,
  Truck,
  Undo2,
  User,
} from "lucide-react";
import type { TimelineItem as Item } from "#server/operations/timeline/views";
import { PersonMark } from "@/components/console/person-mark";
import { NoteBlock } from "@/components/notes/note-block";
import { formatDuration } from "@/components/time/format-duration";
import { Time } from "@/components/time/time";
import { TimelineAttempts } from "./timeline-attempts.tsx";
import { TIMELINE_GRID } from "./timeline-grid.tsx";

const icons: Record<Item["icon"], LucideIcon> = {
  order: ShoppingCart,
  prescription: Pill,
  inventory: PackageCheck,
  shipment: Truck,
  undo: Undo2,
  retry: RotateCw,
  person: User,
  mail: Mail,
  flag: Flag,
};

const leadClasses: Record<Item["tone"], string> = {
  plain: "",
  done: "",
  unknown: "text-unknown",
  wait: "text-wait",
  act: "text-act",
};

// A silence worth folding is said by the fold; a number beside it would say it twice.
const SHOW_GAP_BELOW_MS = 10 * 60_000;

/** One happening: when, who or what, in one line, with its tries below. */
export function TimelineItem(props: {
  item: Item;
  last: boolean;
  onOpenEvent: (version: number) => void;
}) {
  const { item } = props;
  return (
    <li className={`relative ${TIMELINE_GRID} py-1.5`}>
      <span className="hidden pt-0.5 text-right text-xs leading-5 text-muted-foreground md:block">
        <Time at={item.at} form="clock" />
      </span>
      <span className="relative">
        {props.last ? null : (
          <span className="absolute -bottom-3 left-3 top-6 border-l" aria-hidden />
        )}
        <TimelineMark item={item} />
      </span>
      <div className="min-w-0 pt-0.5">
        <div className="flex flex-wrap items-baseline gap-x-2 md:flex-nowrap">
          <p className="min-w-0">
            <span className={`font-medium ${leadClasses[item.tone]}`}>{item.lead}</span>{" "}
            <span className="break-words text-muted-foreground">{item.rest}</span>
          </p>
          <span className="ml-auto flex items-center gap-2 whitespace-nowrap text-xs text-muted-foreground">
            <span className="md:hidden">
              <Time at={item.at} form="clock" />
            </span>
            <SincePrevious spanMs={item.sincePreviousMs} />
            <EventsLink ids={item.eventIds} onOpen={props.onOpenEvent} />
          </span>
        </div>
        {item.note === undefined ? null : <NoteBlock note={item.note} />}
        <TimelineAttempts attempts={item.attempts} />
      </div>
    </li>
  );
}

function SincePrevious({ spanMs }: { spanMs: number | null }) {
  if (spanMs === null || spanMs === 0 || spanMs > SHOW_GAP_BELOW_MS) return null;
  return <span title="Since the line before">+{formatDuration(spanMs)}</span>;
}

function TimelineMark({ item }: { item: Item }) {
  if (item.actor.kind === "person") return <PersonMark name={item.actor.name} />;
  const Icon = icons[item.icon];
  return (
    <span className="grid size-6 shrink-0 place-items-center rounded-full border bg-card text-muted-foreground">
      <Icon className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
    </span>
  );
}

/** `#15–17`. Nothing for what stands in the order's own stream, which the saga's numbers do not count. */
function EventsLink(props: { ids: Item["eventIds"]; onOpen: (version: number) => void }) {
  const { first, last } = props.ids;
  if (first === 0) return null;
  const text = first === last ? `#${first}` : `#${first}–${last}`;
  return (
    <button
      type="button"
      className="min-h-6 rounded-sm px-1 text-xs text-link underline decoration-transparent underline-offset-2 hover:decoration-current"
      onClick={() => props.onOpen(first)}
    >
      <span className="sr-only">{first === last ? "Event " : "Events "}</span>
      {text}
    </button>
  );
}
