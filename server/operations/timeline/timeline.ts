import type { Direction, StackStep } from "#server/saga/types";
import type { NoteView } from "../notes/views.ts";
import { type ActorNames, actorView } from "../order-view/actor-names.ts";
import type { SagaEntry } from "./saga-entry.ts";
import { attemptOf, openAttemptsItem, type TimelineAttempt } from "./timeline-attempts.ts";
import { withGaps } from "./timeline-gaps.ts";
import { type Described, describeEvent } from "./timeline-words.ts";
import type { TimelineItem } from "./views.ts";

/** Tries of one step that have not led to an item of their own yet. */
type OpenTries = {
  step: StackStep;
  direction: Direction;
  attempts: TimelineAttempt[];
  entries: SagaEntry[];
};

/**
 * The story of an order, oldest first: one item for what a person would call a
 * happening, with the tries that led to it inside.
 */
export function timeline(
  entries: readonly SagaEntry[],
  names: ActorNames,
  notes: Notes = new Map(),
): TimelineItem[] {
  const story: Story = { items: [], open: null };
  const told = withoutEdits(entries);
  for (const [i, entry] of told.entries()) {
    const tried = triedStep(entry.event);
    if (tried) addTry(story, tried, entry);
    else addEvent(story, entry, told[i - 1], { names, notes });
  }
  closeOpen(story);
  // Tries that were still open when something else was said end after it, but began before.
  return withGaps(story.items.toSorted((a, b) => a.id - b.id));
}

type Notes = ReadonlyMap<string, NoteView>;
type Words = { names: ActorNames; notes: Notes };

/** A note stands where it was written, as it reads now. */
function withoutEdits(entries: readonly SagaEntry[]): SagaEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ event }) => {
    if (event.type !== "NoteAdded") return true;
    const isEdit = seen.has(event.data.noteId);
    seen.add(event.data.noteId);
    return !isEdit;
  });
}

type Story = { items: TimelineItem[]; open: OpenTries | null };

function closeOpen(story: Story): void {
  if (story.open) story.items.push(itemOfTries(story.open));
  story.open = null;
}

function addTry(story: Story, tried: SameWork, entry: SagaEntry): void {
  if (story.open && !isSameWork(story.open, tried)) closeOpen(story);
  story.open = withTry(story.open ?? { ...tried, attempts: [], entries: [] }, entry);
}

function addEvent(
  story: Story,
  entry: SagaEntry,
  before: SagaEntry | undefined,
  words: Words,
): void {
  const described = isEcho(entry, before) ? null : describeEvent(entry.event, words.names);
  if (!described) {
    attachToLast(story.items, entry);
    return;
  }
  const { open } = story;
  if (open && described.settles && isSameWork(open, described.settles)) {
    story.items.push(itemOf(entry, described, words, open));
    story.open = null;
    return;
  }
  // A person's word between two tries stands where it was said; the tries go on after it.
  if (!described.aside) closeOpen(story);
  story.items.push(itemOf(entry, described, words, null));
}

/** A retry of a stopped order resumes it in the same commit: one deed, one item. */
function isEcho(entry: SagaEntry, before: SagaEntry | undefined): boolean {
  return (
    entry.event.type === "SagaResumed" &&
    before?.event.type === "RetryRequested" &&
    before.event.at === entry.event.at
  );
}

type SameWork = { step: StackStep; direction: Direction };

function isSameWork(a: SameWork, b: SameWork): boolean {
  return a.step === b.step && a.direction === b.direction;
}

function triedStep(event: SagaEntry["event"]): SameWork | null {
  switch (event.type) {
    case "StepRetryScheduled":
    case "StepOutcomeUnknown":
    case "StepOutcomeResolved":
      return { step: event.data.step, direction: event.data.direction };
    default:
      return null;
  }
}

function withTry(open: OpenTries, entry: SagaEntry): OpenTries {
  const attempts = attemptOf(open.attempts, entry.event);
  return { ...open, attempts, entries: [...open.entries, entry] };
}

function itemOf(
  entry: SagaEntry,
  described: Described,
  { names, notes }: Words,
  tries: OpenTries | null,
): TimelineItem {
  const all = [...(tries?.entries ?? []), entry];
  const last: TimelineAttempt = {
    label: `Attempt ${(tries?.attempts.filter((each) => each.isCall).length ?? 0) + 1}`,
    text: described.result ?? described.lead,
    at: iso(entry.event.at),
    tone: described.refused ? "act" : "done",
    isCall: true,
  };
  const attempts = tries && tries.attempts.length > 0 ? [...tries.attempts, last] : [];
  const note = described.noteId === undefined ? undefined : notes.get(described.noteId);
  return {
    id: entry.id,
    at: iso(entry.event.at),
    actor: actorView(entry.actor, names),
    icon: described.icon,
    lead: described.lead,
    rest: described.rest,
    tone: described.tone,
    attempts: attempts.map(shown),
    sincePreviousMs: null,
    silence: "",
    eventIds: versions(all),
    ...(note && { note }),
  };
}

function itemOfTries({ step, direction, attempts, entries }: OpenTries): TimelineItem {
  const newest = entries.at(-1);
  if (!newest) throw new Error("Bug: tries without an event");
  return {
    id: newest.id,
    at: iso(newest.event.at),
    actor: { kind: "system" },
    ...openAttemptsItem(step, direction, attempts),
    attempts: attempts.map(shown),
    sincePreviousMs: null,
    silence: "",
    eventIds: versions(entries),
  };
}

function shown({ label, text, at, tone }: TimelineAttempt): TimelineItem["attempts"][number] {
  return { label, text, at, tone };
}

/** Events that only keep the books belong to the happening they were committed with. */
function attachToLast(items: TimelineItem[], entry: SagaEntry): void {
  const last = items.at(-1);
  if (!last || !isSagaVersion(entry) || last.at !== iso(entry.event.at)) return;
  const { first } = last.eventIds;
  items[items.length - 1] = {
    ...last,
    id: entry.id,
    eventIds: { first: first === 0 ? entry.version : first, last: entry.version },
  };
}

const ORDER_STREAM = new Set<string>([
  "OrderCreated",
  "OrderCancelled",
  "CustomerNotified",
  "CustomerNotificationFailed",
]);

function isSagaVersion({ event }: SagaEntry): boolean {
  return !ORDER_STREAM.has(event.type);
}

/** Zeros when nothing of it is in the saga's stream. */
function versions(entries: readonly SagaEntry[]): TimelineItem["eventIds"] {
  const inSaga = entries.filter(isSagaVersion).map((entry) => entry.version);
  return { first: inSaga[0] ?? 0, last: inSaga.at(-1) ?? 0 };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
