"use client";

import { CircleCheck, CirclePause, CirclePlay } from "lucide-react";
import { useState } from "react";
import { EmptyState } from "@/components/console/empty-state";
import { LoadError } from "@/components/console/load-error";
import { useHotkeys } from "@/components/console/use-hotkeys";
import { NewRowsBar } from "@/components/orders/new-rows-bar";
import { Time, ZoneName } from "@/components/time/time";
import { EventDrawer } from "./event-drawer.tsx";
import { EventFilters } from "./event-filters.tsx";
import { NO_FILTER } from "./event-question.ts";
import { EventsFooter } from "./events-footer.tsx";
import { EventsSkeleton } from "./events-skeleton.tsx";
import { EventsTable } from "./events-table.tsx";
import { useEventFilter } from "./use-event-filter.ts";
import { useEventPages } from "./use-event-pages.ts";

/** Everything that was ever recorded, newest first. */
export function EventsScreen() {
  const { filter, event, setFilter, setEvent } = useEventFilter();
  const [following, setFollowing] = useState(false);
  // Whoever has the hand on the rows does not want them to move.
  const [touched, setTouched] = useState(false);
  const pages = useEventPages(filter, following && !touched && event === null);
  useHotkeys({ ".": pages.showNew });
  const isFiltered = Object.values(filter).some((each) => each !== "" && each !== null);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="text-lg">Events</h1>
        <p className="text-muted-foreground max-sm:hidden">
          Everything that was recorded, newest first. Times in <ZoneName />
        </p>
        <FollowButton following={following} onToggle={() => setFollowing(!following)} />
      </div>
      <EventFilters filter={filter} onChange={setFilter} />
      <section
        className="card overflow-hidden"
        aria-label="Events, newest first"
        onPointerEnter={() => setTouched(true)}
        onPointerLeave={() => setTouched(false)}
      >
        <ShownEvents
          pages={pages}
          openId={event}
          isFiltered={isFiltered}
          onOpen={setEvent}
          onClear={() => setFilter(NO_FILTER)}
        />
      </section>
      <EventDrawer id={event} onPageOf={null} onChoose={setEvent} />
    </>
  );
}

function ShownEvents(props: {
  pages: ReturnType<typeof useEventPages>;
  openId: number | null;
  isFiltered: boolean;
  onOpen: (id: number) => void;
  onClear: () => void;
}) {
  const { pages } = props;
  const { shown, items, last } = pages;
  if (last === undefined) {
    if (!shown.isError) return <EventsSkeleton />;
    return (
      <LoadError
        title="The events could not be loaded"
        error={shown.error}
        onRetry={() => void shown.refetch()}
      />
    );
  }
  return (
    <>
      <NewRowsBar count={pages.newCount} atLeast={pages.newCountAtLeast} onShow={pages.showNew} />
      {items.length === 0 && last.nextCursor === null ? (
        <NoEvents {...props} asOf={last.asOf} />
      ) : (
        <>
          <EventsTable items={items} openId={props.openId} onOpen={props.onOpen} />
          <EventsFooter
            count={items.length}
            last={last}
            loading={shown.isFetchingNextPage}
            failed={shown.isFetchNextPageError}
            onMore={() => void shown.fetchNextPage()}
          />
        </>
      )}
    </>
  );
}

function NoEvents(props: { isFiltered: boolean; asOf: string; onClear: () => void }) {
  return (
    <EmptyState
      icon={CircleCheck}
      title={props.isFiltered ? "No event fits" : "No events yet"}
      actions={
        props.isFiltered ? (
          <button type="button" className="btn btn-outline btn-sm" onClick={props.onClear}>
            See all events
          </button>
        ) : undefined
      }
    >
      Looked through all events at <Time at={props.asOf} />.{" "}
      {props.isFiltered
        ? "With fewer filters there may be some."
        : "The first order that is placed writes the first one."}
    </EmptyState>
  );
}

function FollowButton(props: { following: boolean; onToggle: () => void }) {
  const Icon = props.following ? CirclePause : CirclePlay;
  return (
    <button
      type="button"
      className="btn btn-outline btn-sm ml-auto"
      aria-pressed={props.following}
      title="New events are put on top as they come, but not while the pointer is on the list"
      onClick={props.onToggle}
    >
      <Icon className="size-3.5" strokeWidth={1.75} aria-hidden />
      {props.following ? "Following: pause" : "Follow"}
    </button>
  );
}
