"use client";

import { ArrowDownUp } from "lucide-react";
import { parseAsBoolean, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useHotkeys } from "@/components/console/use-hotkeys";
import { focusNoteField, NoteForm } from "@/components/notes/note-form";
import { NotesOf } from "@/components/notes/notes-context";
import { ZoneName } from "@/components/time/time";
import { EventList } from "./event-list.tsx";
import type { OrderView } from "./order-view.ts";
import { Timeline } from "./timeline.tsx";

const tabs = ["timeline", "events"] as const;
type Tab = (typeof tabs)[number];
const tabWords: Record<Tab, string> = { timeline: "Timeline", events: "Events" };

/** What happened, as a story or event by event; both can be turned round. */
export function History({ view }: { view: OrderView }) {
  const [shown, setShown] = useQueryStates({
    show: parseAsStringLiteral(tabs).withDefault("timeline"),
    oldestFirst: parseAsBoolean.withDefault(false),
  });
  useHotkeys({
    e: () => void setShown({ show: shown.show === "events" ? "timeline" : "events" }),
  });
  useHotkeys({
    n: () => {
      void setShown({ show: "timeline" });
      // After the field has been drawn.
      requestAnimationFrame(focusNoteField);
    },
  });
  const openEvent = async (version: number) => {
    await setShown({ show: "events" });
    // After the list has been drawn.
    requestAnimationFrame(() => revealEvent(version));
  };
  return (
    <section className="card order-5" aria-label="History">
      <div className="flex h-10 items-center gap-1 border-b px-2.5">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's, and this is none */}
        <div className="flex h-full" role="group" aria-label="Show">
          {tabs.map((tab) => (
            <button
              key={tab}
              type="button"
              aria-pressed={shown.show === tab}
              onClick={() => void setShown({ show: tab })}
              className={`-mb-px h-10 border-b-2 px-2 ${shown.show === tab ? "border-foreground font-semibold" : "border-transparent text-muted-foreground hover:text-foreground"}`}
            >
              {tabWords[tab]}
              {tab === "events" ? ` ${view.events.length}` : ""}
            </button>
          ))}
        </div>
        <span className="ml-auto text-xs text-muted-foreground max-sm:hidden">
          Times in <ZoneName />
        </span>
        <button
          type="button"
          className="btn btn-ghost btn-sm !px-2 max-sm:ml-auto"
          onClick={() => void setShown({ oldestFirst: !shown.oldestFirst })}
        >
          <ArrowDownUp className="size-3.5" strokeWidth={1.75} aria-hidden />
          <span className="max-sm:sr-only">
            {shown.oldestFirst ? "Oldest first" : "Newest first"}
          </span>
        </button>
      </div>
      {shown.show === "events" ? (
        <EventList events={view.events} oldestFirst={shown.oldestFirst} />
      ) : (
        <NotesOf value={view}>
          <NoteForm />
          <Timeline
            items={view.timeline}
            oldestFirst={shown.oldestFirst}
            onOpenEvent={(version) => void openEvent(version)}
          />
        </NotesOf>
      )}
    </section>
  );
}

function revealEvent(version: number): void {
  const row = document.getElementById(`event-${version}`);
  if (!(row instanceof HTMLDetailsElement)) return;
  row.open = true;
  row.scrollIntoView({ block: "center" });
  row.querySelector("summary")?.focus({ preventScroll: true });
}
