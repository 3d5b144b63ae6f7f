import type { ComponentType } from "react";
import { NewFailures } from "@/components/failures/new-failures";
import { InboxCount } from "@/components/inbox/inbox-count";

const NOTES: Readonly<Record<string, ComponentType<{ className: string }>>> = {
  "/needs-a-person": InboxCount,
  "/failures": NewFailures,
};

/** What is to be said beside the name of a page in the navigations: a count, or nothing. */
export function PageNote({ href, className }: { href: string; className: string }) {
  const Note = NOTES[href];
  return Note ? <Note className={className} /> : null;
}
