import { ChevronDown } from "lucide-react";
import type { EventPage } from "#server/operations/events/views";
import { formatNumber } from "@/components/console/count";
import { Time } from "@/components/time/time";

/** How far back the list reaches, and the way further; a filtered walk says honestly where it stopped. */
export function EventsFooter(props: {
  count: number;
  last: EventPage;
  loading: boolean;
  failed: boolean;
  onMore: () => void;
}) {
  const { last } = props;
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-t px-4 py-1 text-xs text-muted-foreground">
      <span role="status">
        {countWords(props.count)}
        {last.searched !== null ? (
          <>
            {" "}
            so far, searched back to <Time at={last.searched.backTo} />
          </>
        ) : last.nextCursor === null ? (
          ", and none is older"
        ) : (
          ""
        )}
        {props.failed ? ". The next ones could not be loaded." : ""}
      </span>
      {last.nextCursor === null ? null : (
        <button
          type="button"
          className="btn btn-outline btn-sm ml-auto"
          aria-disabled={props.loading}
          onClick={() => (props.loading ? undefined : props.onMore())}
        >
          <ChevronDown className="size-3.5" strokeWidth={1.75} aria-hidden />
          {last.searched === null ? "Older events" : "Search further back"}
        </button>
      )}
    </div>
  );
}

function countWords(count: number): string {
  if (count === 0) return "Nothing found";
  return count === 1 ? "1 event" : `${formatNumber(count)} events`;
}
