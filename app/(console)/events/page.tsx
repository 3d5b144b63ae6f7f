import type { Metadata } from "next";
import { eventPages, pageQuestion } from "@/components/events/event-question";
import { EventsScreen } from "@/components/events/events-screen";
import { Prefetched } from "../prefetched.tsx";
import { loadEventParams } from "./search-params.ts";

export const metadata: Metadata = { title: "Events" };

export default async function EventsPage({ searchParams }: PageProps<"/events">) {
  const filter = await loadEventParams(searchParams);
  // Those two are in the reader's zone, which only the browser knows for sure.
  const isInZone = filter.from !== "" || filter.until !== "";
  return (
    <Prefetched
      read={(trpc, client) =>
        isInZone
          ? []
          : [
              client.infiniteQuery(
                trpc.events.list.infiniteQueryOptions(pageQuestion(filter), eventPages),
              ),
            ]
      }
    >
      <EventsScreen />
    </Prefetched>
  );
}
