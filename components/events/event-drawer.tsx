"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, type LucideIcon, X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { CopyButton } from "@/components/console/copy-button";
import { LoadError } from "@/components/console/load-error";
import { useLiveRefetch } from "@/components/live/use-live-refetch";
import { useTRPC } from "@/components/trpc/client";
import { readProblem } from "@/components/trpc/problem";
import { Drawer } from "@/components/ui/drawer";
import { EventBody } from "./event-body.tsx";
import { useEventSteps } from "./use-event-steps.ts";

const REPAINT_EVERY_MS = 1_000;

/** One event beside the page: what it is, what it changed, and the events beside it in its order. */
export function EventDrawer(props: {
  id: number | null;
  onChoose: (id: number | null) => void;
  /** The order whose page this is; an event of any other names its own. */
  onPageOf: string | null;
}) {
  const { id, onChoose } = props;
  const trpc = useTRPC();
  const event = useQuery(
    trpc.events.get.queryOptions(
      { id: id ?? 1 },
      // The drawer keeps its content while the next one is fetched, so that nothing flickers.
      { enabled: id !== null, placeholderData: keepPreviousData },
    ),
  );
  const view = event.data;
  useLiveRefetch({
    // Of the newest event only: what stands beside any other one stays the same.
    concerns: () => id !== null && view?.newer === null,
    refetch: () => void event.refetch(),
    atMostEveryMs: REPAINT_EVERY_MS,
  });
  const step = useEventSteps({
    chosen: id,
    beside: event.isPlaceholderData ? undefined : view,
    onChoose,
  });
  return (
    <Drawer
      open={id !== null}
      onClose={() => onChoose(null)}
      title={
        view === undefined ? "Event" : `Event ${view.place.number} of ${view.place.of} of its order`
      }
      onKey={(key) => {
        if (key === "[") step("older");
        if (key === "]") step("newer");
      }}
      tools={
        <>
          <Beside
            icon={ArrowUp}
            word="Newer event"
            hotkey="]"
            to={view?.newer}
            onGo={() => step("newer")}
          />
          <Beside
            icon={ArrowDown}
            word="Older event"
            hotkey="["
            to={view?.older}
            onGo={() => step("older")}
          />
          {view === undefined ? null : (
            <CopyButton value={JSON.stringify(view, null, 2)} name="the event as JSON" />
          )}
          <Radix.Close className="btn btn-ghost btn-sm btn-icon" aria-label="Close the event">
            <X className="size-4" strokeWidth={1.75} aria-hidden />
          </Radix.Close>
        </>
      }
    >
      {view !== undefined ? (
        <EventBody view={view} linkToOrder={view.orderNumber !== props.onPageOf} />
      ) : event.isError ? (
        <LoadError
          title={
            readProblem(event.error).code === "not_found"
              ? "There is no such event"
              : "The event could not be loaded"
          }
          error={event.error}
          onRetry={() => void event.refetch()}
        />
      ) : (
        <p role="status" className="sk-late px-4 py-3 text-muted-foreground">
          Loading the event
        </p>
      )}
    </Drawer>
  );
}

function Beside(props: {
  icon: LucideIcon;
  word: string;
  hotkey: string;
  /** Undefined until it is known: then nothing greys out and back. */
  to: number | null | undefined;
  onGo: () => void;
}) {
  const Icon = props.icon;
  const off = props.to === null;
  return (
    <button
      type="button"
      className="btn btn-ghost btn-sm btn-icon aria-disabled:!border-transparent aria-disabled:!bg-transparent aria-disabled:opacity-50"
      aria-label={off ? `${props.word}: there is none` : props.word}
      title={`${props.word} ( ${props.hotkey} )`}
      aria-disabled={off}
      onClick={props.onGo}
    >
      <Icon className="size-4" strokeWidth={1.75} aria-hidden />
    </button>
  );
}
