import { decide } from "#server/saga/decide";
import { type Build, THIS_BUILD } from "#server/saga/definition";
import {
  type DomainEvent,
  isSagaEvent,
  type Recorded,
  recorded,
  type SagaEvent,
} from "#server/saga/events";
import { evolve } from "#server/saga/evolve";
import type { Input } from "#server/saga/inputs";
import { DEFAULT_POLICY, type Policy } from "#server/saga/policy";
import { type Decision, type Instant, NOT_STARTED, type SagaState } from "#server/saga/types";
import type { Happening } from "./happenings.ts";

/** A saga's life so far: only decide and evolve ever write it. */
export type Story = {
  readonly state: SagaState;
  readonly events: readonly Recorded[];
  readonly now: Instant;
  readonly policy: Policy;
  /** The build of whoever decides next. */
  readonly build: Build;
};

export const SAGA_UUID = "saga-1";
export const STARTED_AT: Instant = 1_000_000;
const MIDDLING_LUCK = 0.5;

export const untold = (policy: Policy = DEFAULT_POLICY, build: Build = THIS_BUILD): Story => ({
  state: NOT_STARTED,
  events: [],
  now: STARTED_AT,
  policy,
  build,
});

export type Told = { story: Story; decision: Decision<DomainEvent> };

/** One input against the story as it stands. */
export function take(story: Story, input: Input, jitter = MIDDLING_LUCK): Told {
  const { now, policy, build, state } = story;
  const decision = decide(state, input, { now, jitter, policy, build });
  if (decision.type !== "accepted") return { story, decision };
  const events = decision.events.map((event): Recorded => recorded(event, now));
  return {
    decision,
    story: {
      ...story,
      events: [...story.events, ...events],
      state: events.filter(isRecordedSagaEvent).reduce(step, state),
    },
  };
}

const isRecordedSagaEvent = (event: Recorded): event is Recorded<SagaEvent> => isSagaEvent(event);
const step = (state: SagaState, event: Recorded<SagaEvent>) => evolve(state, event, SAGA_UUID);

export function passTime(story: Story, { waitMs }: Pick<Happening, "waitMs">): Story {
  return { ...story, now: story.now + waitMs(story.state, story.now) };
}

/** Tells a past. Each happening must be accepted, or the situation would not be what it is called. */
export function tell(past: readonly Happening[], policy?: Policy, build?: Build): Story {
  return past.reduce(
    (before, happening) => {
      const story = passTime(before, happening);
      if (!happening.input) return story;
      const told = take(story, happening.input(story.state));
      if (told.decision.type !== "accepted") {
        throw new Error(
          `Bug: "${happening.name}" was ${told.decision.type} in ${past.map((h) => h.name)}`,
        );
      }
      return told.story;
    },
    untold(policy, build),
  );
}
