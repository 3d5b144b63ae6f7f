"use client";

import { Keyboard } from "lucide-react";
import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "./kbd.tsx";
import { useHotkeys } from "./use-hotkeys.ts";

const groups: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: "Everywhere",
    keys: [
      ["/", "Find an order by its number"],
      ["?", "This list"],
      ["Esc", "Close, or clear what was typed"],
    ],
  },
  {
    title: "In a list of orders",
    keys: [
      ["j", "One row down"],
      ["k", "One row up"],
      ["Enter", "Open the order"],
      [".", "Show the new rows"],
    ],
  },
  {
    title: "On the overview's chart",
    keys: [
      ["←", "One interval back"],
      ["→", "One interval on"],
      ["Enter", "Open the list"],
    ],
  },
  {
    title: "On an order",
    keys: [
      ["r", "Retry, after a dialog"],
      ["u", "See what an undo would do"],
      ["e", "Events, and back to the timeline"],
    ],
  },
];

/** The keys of the console, behind the keyboard button and `?`. */
export function HelpSheet() {
  const [open, setOpen] = useState(false);
  useHotkeys({ "?": () => setOpen(true) });
  return (
    <>
      <button
        type="button"
        className="btn btn-ghost btn-sm btn-icon hidden md:inline-flex"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts"
        onClick={() => setOpen(true)}
      >
        <Keyboard className="size-4" strokeWidth={1.75} aria-hidden />
      </button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Keys"
        description="Letters work outside of text fields. No key alone changes an order."
        closeLabel="Close"
        width="md:w-[480px]"
      >
        <div className="min-h-0 overflow-y-auto px-4 py-3 md:px-5">
          {groups.map((group) => (
            <section key={group.title} className="mb-3 last:mb-1">
              <h3 className="mb-1">{group.title}</h3>
              <dl className="grid grid-cols-[72px_minmax(0,1fr)] items-center gap-y-1">
                {group.keys.map(([key, words]) => (
                  <div key={key} className="contents">
                    <dt>
                      <Kbd>{key}</Kbd>
                    </dt>
                    <dd>{words}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </Dialog>
    </>
  );
}
