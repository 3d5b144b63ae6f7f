import { describe, expect, test } from "vitest";
import { cancelled, completed, Story, turnedAtShipment } from "../testing/story.ts";
import { lanes } from "./lanes.ts";

function states(story: Story) {
  const { forward, undo } = lanes(story.situation(), story.entries);
  return { forward: forward.map((node) => node.state), undo: undo.map((node) => node.state) };
}

describe("the lanes", () => {
  test("of a new order: the first step runs, nothing else is reached", () => {
    expect(states(new Story())).toEqual({
      forward: ["done", "running", "not_reached", "not_reached", "not_reached"],
      undo: ["not_reached", "not_reached", "not_needed", "not_needed"],
    });
  });

  test("of a completed order are all done", () => {
    expect(states(completed()).forward).toEqual(["done", "done", "done", "done", "done"]);
  });

  test("of an order on its way back show the refusal and the undo in work", () => {
    expect(states(turnedAtShipment())).toEqual({
      forward: ["done", "done", "done", "refused", "not_needed"],
      undo: ["scheduled", "scheduled", "running", "not_needed"],
    });
  });

  test("of a cancelled order show what was undone", () => {
    expect(states(cancelled()).undo).toEqual(["done", "done", "done", "not_needed"]);
  });

  test("a step whose outcome nobody knows is drawn as unknown, also after the turn", () => {
    const story = new Story().reply({ type: "unknown", code: "timeout" });
    expect(states(story).forward[1]).toBe("unknown");
    story.wait(60_000).ask("undo");
    expect(story.saga.position).toBe("COMPENSATING");
    expect(states(story).forward[1]).toBe("unknown");
  });

  test("the undo tells its true order before anybody asked for it", () => {
    const { undo } = lanes(completed().situation(), completed().entries);
    expect(undo.map((node) => node.notes[0])).toEqual([
      "4th, if undone",
      "3rd, if undone",
      "2nd, if undone",
      "1st, if undone",
    ]);
  });

  test("while the label is in doubt the undo says that nothing else comes before it", () => {
    const story = new Story()
      .succeed("scr_1")
      .succeed("hold_1")
      .reply({ type: "unknown", code: "timeout" });
    const { forward, undo } = lanes(story.situation(), story.entries);
    expect(undo.at(-1)?.notes).toEqual(["1st. Nothing is undone before this is settled"]);
    expect(forward[3]).toMatchObject({
      partnerId: "carrier",
      notes: ["Attempt 1 of 10", "Parcelway did not answer in time"],
      nextAt: new Date(story.saga.work?.dueAt ?? 0).toISOString(),
    });
  });
});
