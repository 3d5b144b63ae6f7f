import type { PersonsDeeds, TimelineItem } from "./views.ts";

/** What is told of one person; the timeline has the rest. */
const MOST_DEEDS = 3;

/**
 * The people who did something about an order, as its timeline tells it: who did
 * something last comes first, and so do their newest deeds, each told once.
 */
export function whoDidWhat(timeline: readonly TimelineItem[]): PersonsDeeds[] {
  const people = new Map<string, PersonsDeeds>();
  for (const item of timeline.toReversed()) {
    if (item.actor.kind !== "person") continue;
    const { name } = item.actor;
    const person = people.get(name) ?? { name, deeds: [], at: item.at };
    people.set(name, person);
    const deed = deedOf(item, name);
    if (!person.deeds.includes(deed) && person.deeds.length < MOST_DEEDS) person.deeds.push(deed);
  }
  return [...people.values()];
}

/** In a few words, without its reason: "asked for a retry now", "customer told by phone". */
function deedOf({ lead, rest }: TimelineItem, name: string): string {
  const [deed = ""] = rest.split(/[.:] /);
  return lead === name ? deed : `${lead.charAt(0).toLowerCase()}${lead.slice(1)} ${deed}`.trim();
}
