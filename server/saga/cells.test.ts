import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { STREAM_OF } from "./events.ts";
import { fold } from "./evolve.ts";
import { plan } from "./plan.ts";
import { cellTable, everyCell, INPUTS } from "./testing/cells.ts";
import { SITUATIONS } from "./testing/situations.ts";
import { SAGA_UUID } from "./testing/story.ts";
import { NOT_STARTED, PARKED_REASONS, POSITIONS } from "./types.ts";

const cells = everyCell();

describe("every situation with every input", () => {
  test("is answered as the table in testing/cells.txt says", async () => {
    await expect(cellTable(cells)).toMatchFileSnapshot("./testing/cells.txt");
  });

  test("is a cell of that table, so that none is left to luck", () => {
    const names = cells.map((cell) => `${cell.situation} + ${cell.input.name}`);
    expect(new Set(names).size).toBe(Object.keys(SITUATIONS).length * INPUTS.length);
  });

  test("leads to a state that its own stream folds to, and that can be planned", () => {
    // One comparison for all of them: thousands of matchers would take seconds.
    const wrong = cells.filter(({ told: { story } }) => {
      const folded = fold(story.events, SAGA_UUID, NOT_STARTED);
      return !isDeepStrictEqual(folded, story.state) || plan(folded)?.dispatch === 0;
    });
    expect(wrong.map((cell) => `${cell.situation} + ${cell.input.name}`)).toEqual([]);
  });

  test("together they begin in every position and with every reason to park", () => {
    const states = cells.map((cell) => cell.before.state);
    const positions = new Set(states.map((state) => state.position));
    expect(positions).toEqual(new Set(["NOT_STARTED", ...POSITIONS]));
    const reasons = states.flatMap((s) => (s.position === "NOT_STARTED" ? [] : s.parked?.reason));
    expect(new Set(reasons.filter((reason) => reason !== undefined))).toEqual(
      new Set(PARKED_REASONS),
    );
  });

  test("together they record every kind of event but notes and notices", () => {
    const recorded = cells.flatMap(({ told }) => told.story.events.map((event) => event.type));
    const elsewhere = ["NoteAdded", "CustomerNotified", "CustomerNotificationFailed"];
    const expected = Object.keys(STREAM_OF).filter((type) => !elsewhere.includes(type));
    expect(new Set<string>(recorded)).toEqual(new Set(expected));
  });
});
