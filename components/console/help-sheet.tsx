"use client";

import { Keyboard } from "lucide-react";
import { useEffect, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "./kbd.tsx";
import { useLetterKeys } from "./letter-keys.ts";
import { pages } from "./pages.ts";
import { useGoKeys } from "./use-go-keys.ts";
import { useHotkeys } from "./use-hotkeys.ts";
import { onHelpWished } from "./wish-help.ts";

const groups: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: "Everywhere",
    keys: [
      ["/", "Find an order by anything the customer reads out"],
      ["Ctrl K", "Commands; ⌘ K on a Mac"],
      ["?", "This list"],
      ["Esc", "Close, or clear what was typed"],
    ],
  },
  {
    title: "Go to",
    keys: pages.flatMap(({ key, label }) =>
      key === undefined ? [] : [[`g ${key}`, label] as const],
    ),
  },
  {
    title: "In a list of orders",
    keys: [
      ["j", "One row down"],
      ["k", "One row up"],
      ["Enter", "Open the order"],
      ["x", "Select the order, in “Orders”"],
      ["Shift x", "Select all to this order"],
      ["c", "Claim the order, in “Needs a person”"],
      [".", "Show the new rows"],
    ],
  },
  {
    title: "Among failures",
    keys: [
      ["j", "One group down"],
      ["k", "One group up"],
      ["Enter", "Open or close the group"],
      ["n", "Add a note to the open group"],
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
      ["c", "Claim it, or take it over"],
      ["n", "Write a note"],
      ["j k", "The next and the one before, in the list that you came from"],
      ["e", "Events, and back to the timeline"],
      ["[", "Older event, beside an open one"],
      ["]", "Newer event"],
    ],
  },
];

/** The keys of the console, behind the keyboard button and `?`. */
export function HelpSheet() {
  const [open, setOpen] = useState(false);
  const letters = useLetterKeys();
  useHotkeys({ "?": () => setOpen(true) });
  useGoKeys();
  useEffect(() => onHelpWished(() => setOpen(true)), []);
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
          <label className="mb-3 flex items-start gap-2 rounded-md border px-3 py-2">
            <input
              type="checkbox"
              className="mt-0.5 size-4 accent-[var(--primary)]"
              checked={letters.on}
              onChange={(event) => letters.set(event.target.checked)}
            />
            <span>
              Keys of one letter
              <span className="block text-xs text-muted-foreground">
                Off, only Ctrl K, Enter and Esc do something. Kept in this browser.
              </span>
            </span>
          </label>
          {groups.map((group) => (
            <section key={group.title} className="mb-3 last:mb-1">
              <h3 className="mb-1">{group.title}</h3>
              <dl className="grid grid-cols-[72px_minmax(0,1fr)] items-center gap-y-1">
                {group.keys.map(([key, words]) => (
                  <div key={key} className="contents">
                    <dt>
                      <span className="flex gap-1">
                        {key.split(" ").map((each) => (
                          <Kbd key={each}>{each}</Kbd>
                        ))}
                      </span>
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
