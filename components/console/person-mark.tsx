import { initialsOf } from "./initials.ts";

/** A person's initials in a circle, beside their name. */
export function PersonMark({ name }: { name: string }) {
  return (
    <span
      className="grid size-6 shrink-0 place-items-center rounded-full bg-sidebar-accent text-2xs font-semibold text-sidebar-accent-foreground"
      aria-hidden
    >
      {initialsOf(name)}
    </span>
  );
}
