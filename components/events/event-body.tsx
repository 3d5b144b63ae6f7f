import { Lock } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/console/copy-button";
import { Age, ZoneName } from "@/components/time/time";
import { actorWord } from "./actor-word.ts";
import { EventTime } from "./event-time.tsx";
import type { ServedEventView } from "./served-event.ts";
import { StateDiff } from "./state-diff.tsx";

/** Everything about one event, as it is stored. The one place where engine words stand. */
export function EventBody(props: { view: ServedEventView; linkToOrder: boolean }) {
  const { view } = props;
  const json = JSON.stringify(view.data, null, 2);
  return (
    // A section with a name: whoever lands in it by keyboard, to scroll, hears what it is.
    <section
      aria-label={`Event ${view.id}`}
      className="min-h-0 flex-1 overflow-y-auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
    >
      <dl className="grid grid-cols-[104px_minmax(0,1fr)] gap-x-3 gap-y-1 border-b px-4 py-3">
        <Fact name="Type">
          <span className="mono font-medium break-all">{view.type}</span> version{" "}
          {view.eventVersion}
        </Fact>
        {props.linkToOrder && view.orderNumber !== null ? (
          <Fact name="Order">
            <Link
              className="ord lnk"
              href={`/orders/${view.orderNumber}?show=events&event=${view.id}`}
              prefetch={false}
            >
              {view.orderNumber}
            </Link>
          </Fact>
        ) : null}
        <Fact name="When">
          <EventTime at={view.at} /> <ZoneName />
          <span className="text-muted-foreground">
            {" "}
            · <Age since={view.at} /> ago
          </span>
        </Fact>
        <Fact name="UTC">
          <span className="mono">{view.at}</span>
        </Fact>
        <Fact name="Written by">{actorWord(view.actor)}</Fact>
        <Fact name="In the store">
          <span className="mono">{view.id}</span> · {streamWord(view.stream)} version {view.version}
        </Fact>
        {view.causedBy === null ? null : (
          <Fact name="Caused by">
            <span className="flex items-center gap-1">
              <span className="mono truncate" title={view.causedBy}>
                {view.causedBy}
              </span>
              <CopyButton value={view.causedBy} name="the id of its cause" />
            </span>
          </Fact>
        )}
      </dl>
      <StateDiff change={view.change} key={view.id} />
      <div className="border-t px-4 py-3">
        <div className="mb-2 flex items-center gap-2">
          <h3>Data</h3>
          <CopyButton value={json} name="the data as JSON" />
        </div>
        <pre className="mono rounded-md border bg-muted p-3 leading-5 whitespace-pre-wrap break-all">
          {json}
        </pre>
        <p className="mt-2 flex items-center gap-1.5 text-xs text-muted-foreground">
          <Lock className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
          Events hold no personal data. Names, addresses and medicines are kept apart.
        </p>
      </div>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function streamWord(stream: ServedEventView["stream"]): string {
  return stream === "order" ? "the order's" : "its fulfilment's";
}
