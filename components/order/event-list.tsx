"use client";

import { Lock } from "lucide-react";
import { useState } from "react";
import { CopyButton } from "@/components/console/copy-button";
import { actorWord } from "@/components/events/actor-word";
import { EventTime } from "@/components/events/event-time";
import type { ServedEvent } from "./order-view.ts";

/** The events as they are stored, one line each; a line opens the event beside the page. */
export function EventList(props: {
  events: readonly ServedEvent[];
  oldestFirst: boolean;
  openId: number | null;
  onOpen: (id: number) => void;
}) {
  const [type, setType] = useState("");
  const ordered = props.oldestFirst ? props.events : props.events.toReversed();
  const events = type === "" ? ordered : ordered.filter((event) => event.type === type);
  const types = [...new Set(props.events.map((event) => event.type))].toSorted();
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2">
        <label className="flex min-w-0 max-w-full items-center gap-2 text-xs text-muted-foreground">
          Type
          <select
            className="input !h-7 !w-auto min-w-0 shrink appearance-auto text-foreground"
            value={type}
            onChange={(event) => setType(event.target.value)}
          >
            <option value="">All types</option>
            {types.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <span className="text-xs text-muted-foreground" role="status">
          {events.length === props.events.length
            ? `${events.length} events`
            : `${events.length} of ${props.events.length} events`}
        </span>
      </div>
      <ul className="divide-y">
        {events.map((event) => (
          <li
            key={event.id}
            className={`relative flex items-center gap-2 pr-3 ${event.id === props.openId ? "bg-selected" : "hover:bg-muted"}`}
          >
            <EventLine
              event={event}
              isOpen={event.id === props.openId}
              onOpen={() => props.onOpen(event.id)}
            />
            <CopyButton value={JSON.stringify(event, null, 2)} name={`event ${event.id} as JSON`} />
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

function EventLine(props: { event: ServedEvent; isOpen: boolean; onOpen: () => void }) {
  const { event } = props;
  const inSaga = event.stream === "order_fulfillment_saga";
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-expanded={props.isOpen}
      onClick={props.onOpen}
      className="grid min-h-9 min-w-0 flex-1 grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 py-1 pl-4 text-left sm:grid-cols-[auto_minmax(0,1fr)_auto]"
    >
      <span className="w-12 whitespace-nowrap text-right text-xs text-muted-foreground">
        {inSaga ? `#${event.version}` : `order ${event.version}`}
      </span>
      <span className="mono font-medium break-all">{event.type}</span>
      <span className="col-start-2 flex items-center gap-3 text-xs text-muted-foreground sm:col-start-3">
        <span>{actorWord(event.actor)}</span>
        <EventTime at={event.at} />
      </span>
    </button>
  );
}
