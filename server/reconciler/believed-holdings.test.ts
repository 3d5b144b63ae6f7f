import { describe, expect, test } from "vitest";
import { cancelled, completed, Story, turnedAtShipment } from "#server/operations/testing/story";
import { beliefsOf, isDrift } from "./believed-holdings.ts";

const believed = (story: Story) =>
  Object.fromEntries(beliefsOf(story.saga).map(({ step, believed }) => [step, believed]));

describe("what partners should hold", () => {
  test("for a complete order: everything", () => {
    expect(believed(completed())).toEqual({
      prescription: "live",
      inventory: "live",
      shipment: "live",
    });
  });

  test("for a cancelled order: nothing", () => {
    expect(believed(cancelled())).toEqual({
      prescription: "nothing",
      inventory: "nothing",
      shipment: "nothing",
    });
  });

  test("for an order on its way: what was made, and no word about what is under way", () => {
    const story = new Story().succeed("scr_1");
    expect(believed(story)).toEqual({ prescription: "live", shipment: "nothing" });
  });

  test("for an undo that was refused: what is undone stands no more, what comes later still does", () => {
    const story = turnedAtShipment().reply({ type: "rejected", code: "already_committed" });
    expect(believed(story)).toEqual({ prescription: "live", shipment: "nothing" });
  });

  test("what a person settled outside is their word", () => {
    const story = turnedAtShipment().reply({ type: "rejected", code: "already_committed" });
    story.resolve(true);
    expect(believed(story)).toEqual({ shipment: "nothing" });
  });
});

describe("a drift", () => {
  test.each([
    ["live", "live", false],
    ["live", "gone", true],
    ["live", "absent", true],
    // Nobody takes a hold on stock that ran out after its time for more than it was.
    ["live", "lapsed", false],
    ["nothing", "live", true],
    ["nothing", "gone", false],
    ["nothing", "absent", false],
    ["nothing", "lapsed", false],
  ] as const)("believed %s, found %s: %s", (side, found, expected) => {
    expect(isDrift({ step: "inventory", believed: side }, found)).toBe(expected);
  });
});
