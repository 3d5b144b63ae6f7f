import type { TimelineItem } from "./views.ts";

/** Happenings that no event tells stand among the others where they happened. */
export function withAsides(
  items: readonly TimelineItem[],
  asides: readonly TimelineItem[],
): TimelineItem[] {
  if (asides.length === 0) return [...items];
  // The events are in order already and the sort is stable, so what an event tells keeps the order of commits.
  const all = [...items, ...asides].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return withGaps(all);
}

/** How long nothing happened before each, and what the silence was about. */
export function withGaps(items: readonly TimelineItem[]): TimelineItem[] {
  return items.map((item, i) => {
    const before = items[i - 1];
    const gapMs = before ? Math.max(0, Date.parse(item.at) - Date.parse(before.at)) : null;
    return { ...item, sincePreviousMs: gapMs, silence: before ? silenceAfter(before) : "" };
  });
}

/** What a long silence after this item was about. */
function silenceAfter({ rest, lead, attempts, tone }: TimelineItem): string {
  if (rest === "put the order on hold") return "on hold, nothing was sent";
  if (lead === "Needs a person") return "waiting for a person";
  if (attempts.length > 0 && tone !== "plain") return "waiting for the next try";
  return "nothing happened";
}
