import { expect } from "vitest";
import { THIS_BUILD } from "#server/saga/definition";
import type { DomainEvent, EventType } from "#server/saga/events";
import { DEFAULT_POLICY, type Policy } from "#server/saga/policy";
import type { RejectionCode, Saga } from "#server/saga/types";
import type { Happening } from "./happenings.ts";
import { type SituationName, situation } from "./situations.ts";
import { passTime, type Story, take, tell } from "./story.ts";

/** An event expected by its name alone, or with the part of its data that matters. */
type Expected = EventType | { [T in EventType]: readonly [T, object] }[EventType];

type Circumstance = { afterMs?: number; jitter?: number };

/**
 * given(a past, or a situation by name).when(what happens).thenRecords(events).
 * Pasts are told through decide and evolve, so no state is tested that cannot be reached.
 */
export function given(...past: readonly (SituationName | Happening)[]) {
  return givenWith({}, ...past);
}

export function givenWith(
  policy: Partial<Policy>,
  ...past: readonly (SituationName | Happening)[]
) {
  const happenings = past.flatMap((p) => (typeof p === "string" ? situation(p).past : [p]));
  const named = past.find((p) => typeof p === "string");
  const base = named === undefined ? undefined : situation(named);
  const story = tell(happenings, policyOf(base?.policy, policy));
  return { when: whenIn({ ...story, build: base?.readBy ?? THIS_BUILD }) };
}

const policyOf = (base: Policy | undefined, changed: Partial<Policy>): Policy => ({
  ...(base ?? DEFAULT_POLICY),
  ...changed,
});

const whenIn =
  (before: Story) =>
  (happening: Happening, { afterMs = 0, jitter }: Circumstance = {}) => {
    const waited = passTime({ ...before, now: before.now + afterMs }, happening);
    if (!happening.input) throw new Error("Bug: nothing happens");
    const { story, decision } = take(waited, happening.input(waited.state), jitter);
    return {
      decision,
      /** Exactly these events, in this order. Returns the saga they lead to. */
      thenRecords(...expected: readonly Expected[]): Saga {
        const events = decision.type === "accepted" ? decision.events : [decision];
        expect(events.map((e) => e.type)).toEqual(expected.map(typeOf));
        expect(events).toMatchObject(expected.map(shapeOf));
        if (story.state.position === "NOT_STARTED") throw new Error("Bug: the saga never started");
        return story.state;
      },
      thenIgnored(because?: string) {
        expect(decision).toMatchObject({ type: "ignored", ...(because ? { because } : {}) });
      },
      thenRejected(code: RejectionCode, until: number | null = null) {
        expect(decision).toEqual({ type: "rejected", code, until });
      },
      now: waited.now,
    };
  };

const typeOf = (expected: Expected): DomainEvent["type"] =>
  typeof expected === "string" ? expected : expected[0];
const shapeOf = (expected: Expected) =>
  typeof expected === "string" ? { type: expected } : { type: expected[0], data: expected[1] };
