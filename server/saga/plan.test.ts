import { describe, expect, test } from "vitest";
import { fold } from "./evolve.ts";
import { plan } from "./plan.ts";
import { SITUATIONS } from "./testing/situations.ts";
import { SAGA_UUID, tell } from "./testing/story.ts";
import { NOT_STARTED } from "./types.ts";

const states = Object.entries(SITUATIONS).map(([name, { past, policy }]) => ({
  name,
  story: tell(past, policy),
}));

describe("what is to be queued", () => {
  test("is nothing before the start", () => {
    expect(plan(NOT_STARTED)).toBeNull();
  });

  test.each(states)("at $name is the current dispatch, or nothing while parked or ended", (at) => {
    const { state } = at.story;
    if (state.position === "NOT_STARTED") return expect(plan(state)).toBeNull();
    if (state.parked || !state.work) return expect(plan(state)).toBeNull();
    expect(plan(state)).toMatchObject({ dispatch: state.dispatch, dueAt: state.work.dueAt });
  });

  test("is an undo that the stack names, even if the code no longer knew its step", () => {
    const state = tell(SITUATIONS["COMPENSATING inventory: waiting"]?.past ?? []).state;
    if (state.position === "NOT_STARTED") throw new Error("Bug: the saga never started");
    const renamed = state.stack.map((entry) =>
      entry.step === "inventory" ? { ...entry, job: "void-shipment" as const } : entry,
    );
    expect(plan({ ...state, stack: renamed })).toMatchObject({ job: "void-shipment" });
  });
});

describe("the fold", () => {
  test.each(states)("of the stream at $name is the state, from wherever it begins", (at) => {
    const { events, state } = at.story;
    for (const cut of [0, Math.floor(events.length / 2), events.length]) {
      const half = fold(events.slice(0, cut), SAGA_UUID, NOT_STARTED);
      if (half.position === "NOT_STARTED" && cut > 0 && events.length > cut) continue;
      expect(fold(events.slice(cut), SAGA_UUID, half)).toEqual(state);
    }
  });

  test("of a stream without its beginning is a bug, and says so", () => {
    const late = states.find(({ name }) => name === "COMPLETED: at rest")?.story.events ?? [];
    expect(() => fold(late.slice(2), SAGA_UUID, NOT_STARTED)).toThrow(/has not started/);
  });
});
