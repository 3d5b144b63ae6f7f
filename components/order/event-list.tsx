import { ChevronRight, Lock } from "lucide-react";
import type { TimelineActor } from "#server/operations/views";
import { CopyButton } from "@/components/console/copy-button";
import { formatClock } from "@/components/time/format-instant";
import { useTimeZone } from "@/components/time/time-zone";
import type { ServedEvent } from "./order-view.ts";

/** The events as they are stored; each opens to its data. The one place where engine words stand. */
export function EventList(props: { events: readonly ServedEvent[]; oldestFirst: boolean }) {
  const events = props.oldestFirst ? props.events : props.events.toReversed();
  return (
    <>
      <ul className="divide-y">
        {events.map((event) => (
          <li key={event.id}>
            <EventEntry event={event} />
          </li>
        ))}
      </ul>
      <p className="flex items-center gap-1.5 border-t px-4 py-2 text-xs text-muted-foreground">
        <Lock className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
        Events hold no personal data. Names, addresses and medicines are kept apart.
      </p>
    </>
  );
}

function EventEntry({ event }: { event: ServedEvent }) {
  const json = JSON.stringify({ data: event.data, metadata: event.metadata }, null, 2);
  const inSaga = event.stream === "order_fulfillment_saga";
  return (
    <details className="group" id={inSaga ? `event-${event.version}` : undefined}>
      <summary className="grid min-h-9 cursor-pointer grid-cols-[auto_auto_minmax(0,1fr)] items-center gap-x-3 px-4 py-1 hover:bg-muted sm:grid-cols-[auto_auto_minmax(0,1fr)_auto]">
        <ChevronRight
          className="-ml-1 size-3.5 shrink-0 text-muted-foreground group-open:rotate-90"
          strokeWidth={1.75}
          aria-hidden
        />
        <span className="w-12 whitespace-nowrap text-right text-xs text-muted-foreground">
          {inSaga ? `#${event.version}` : `order ${event.version}`}
        </span>
        <span className="mono font-medium break-all">{event.type}</span>
        <span className="col-start-3 flex items-center gap-3 text-xs text-muted-foreground sm:col-start-4">
          <span>{actorWord(event.actor)}</span>
          <EventTime at={event.at} />
        </span>
      </summary>
      <div className="px-4 pb-3 sm:pl-[86px]">
        <dl className="mb-2 grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 text-xs">
          <dt className="text-muted-foreground">UTC</dt>
          <dd className="mono">{event.at}</dd>
          <dt className="text-muted-foreground">Stream</dt>
          <dd className="mono">
            {event.stream}, version {event.version}
          </dd>
          <dt className="text-muted-foreground">In the store</dt>
          <dd className="mono">{event.id}</dd>
        </dl>
        <div className="relative">
          <span className="absolute right-1 top-1">
            <CopyButton value={JSON.stringify(event, null, 2)} name={`event ${event.id} as JSON`} />
          </span>
          {/* A section with a name: whoever lands in it by keyboard, to scroll, hears what it is. */}
          <section
            aria-label={`Data of event ${event.id}`}
            className="max-h-96 overflow-auto rounded-md border bg-muted p-3 pr-9"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
            tabIndex={0}
          >
            <pre className="mono">{json}</pre>
          </section>
        </div>
      </div>
    </details>
  );
}

/** With milliseconds: here the order of things within a second matters. */
function EventTime({ at }: { at: string }) {
  const date = new Date(at);
  const zone = useTimeZone();
  const millis = String(date.getMilliseconds()).padStart(3, "0");
  return (
    <time dateTime={at} title={at} className="mono whitespace-nowrap">
      {formatClock(date, zone)}.{millis}
    </time>
  );
}

function actorWord(actor: TimelineActor): string {
  switch (actor.kind) {
    case "system":
      return "system";
    case "storefront":
      return "storefront";
    case "person":
      return actor.name;
  }
}
