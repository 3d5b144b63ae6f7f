import { describe, expect, test } from "vitest";
import { completed, Story, turnedAtShipment } from "../testing/story.ts";
import { receipt } from "./receipt.ts";
import type { OperatorAction } from "./receipt-outcome.ts";

function told(story: Story, action: OperatorAction) {
  const viewer = { userId: "dana", actorName: "Dana Kessler", now: story.now };
  return receipt(action, story.sagaEntries, viewer);
}

const busy = { type: "transient", code: "rate_limited" } as const;

describe("the receipt of a retry", () => {
  test("waits until something happened, then is fixed by the next step", () => {
    const story = new Story().reply(busy);
    const action = story.ask("retry");
    expect(told(story, action)).toMatchObject({
      title: "Retry of prescription",
      mine: true,
      ranAt: null,
      closedAt: null,
      result: { type: "waiting" },
    });
    story.succeed();
    expect(told(story, action)).toMatchObject({
      closedAt: new Date(story.now).toISOString(),
      result: { type: "fixed", text: "Fixed: moved on to inventory" },
    });
  });

  test("is the same error again when the partner answers as before", () => {
    const story = new Story().reply(busy);
    const action = story.ask("retry");
    story.reply(busy);
    expect(told(story, action).result).toEqual({
      type: "same_error",
      text: "Same error again: ScriptLine asks us to slow down",
    });
  });

  test("is a new error when the partner answers otherwise", () => {
    const story = new Story().reply(busy);
    const action = story.ask("retry");
    story.reply({ type: "rejected", code: "rx_expired" });
    expect(told(story, action).result).toEqual({
      type: "new_error",
      text: "New error: ScriptLine says the prescription has expired",
    });
  });

  test("of a stopped undo is the same error again when it is refused again", () => {
    const refusal = { type: "rejected", code: "already_committed" } as const;
    const story = turnedAtShipment().reply(refusal);
    const action = story.ask("retry");
    story.reply(refusal);
    expect(told(story, action).result.type).toBe("same_error");
  });

  test("of an undo is fixed when the undo is done", () => {
    const story = turnedAtShipment().reply(busy);
    const action = story.ask("retry");
    story.succeed(null);
    expect(told(story, action)).toMatchObject({
      title: "Retry of undo of inventory",
      result: { type: "fixed", text: "Fixed: stock released, the undo goes on" },
    });
  });

  test("of the last undo at a partner says what it undid", () => {
    const story = turnedAtShipment().succeed(null).reply(busy);
    const action = story.ask("retry");
    story.succeed(null);
    expect(told(story, action).result).toEqual({
      type: "fixed",
      text: "Fixed: prescription cancelled, the undo goes on",
    });
  });

  test("is still waiting while the partner is at work, but has run", () => {
    const story = new Story().reply(busy);
    const action = story.ask("retry");
    story.reply({ type: "pending", pollAfterMs: 1_000 }).wait(300_000);
    expect(told(story, action)).toMatchObject({ closedAt: null, result: { type: "waiting" } });
    expect(told(story, action).ranAt).not.toBeNull();
  });

  test("has no effect seen when nothing happened for two minutes", () => {
    const story = new Story().reply(busy);
    const action = story.ask("retry");
    expect(told(story.wait(119_000), action).result.type).toBe("waiting");
    expect(told(story.wait(2_000), action).result.type).toBe("no_effect_seen");
  });

  test("is refused with the reason while a call is on its way", () => {
    const story = new Story();
    const action = story.ask("retry");
    expect(told(story, action)).toMatchObject({
      pickedUpAt: null,
      result: {
        type: "refused",
        text: "Refused: a call is on its way, and its answer comes first",
      },
    });
  });

  test("says that an undo came first", () => {
    const story = new Story().reply(busy);
    const action = story.ask("retry");
    story.wait(60_000).ask("undo");
    expect(told(story, action).result.type).toBe("no_effect_seen");
  });
});

describe("the receipt of an undo", () => {
  test("is closed by the cancelled order, not by the turn", () => {
    const story = new Story().succeed().reply(busy);
    const action = story.ask("undo");
    expect(told(story, action).result.type).toBe("waiting");
    story.succeed(null).succeed(null);
    expect(told(story, action).result.type).toBe("waiting");
    story.succeed(null);
    expect(told(story, action).result).toEqual({
      type: "undone",
      text: "Undone: the order is cancelled",
    });
  });

  test("is refused when the carrier will not void the label", () => {
    const story = completed();
    const action = story.ask("undo");
    story.reply({ type: "rejected", code: "already_scanned" });
    expect(told(story, action).result).toEqual({
      type: "refused",
      text: "Refused: Parcelway has already scanned the parcel",
    });
  });

  test("is a new error when it stops on the way", () => {
    const story = new Story().succeed().reply(busy);
    const action = story.ask("undo");
    story.reply({ type: "rejected", code: "already_committed" });
    expect(told(story, action).result.type).toBe("new_error");
  });

  test("has nothing to do when an undo is under way already", () => {
    const story = turnedAtShipment();
    const action = story.ask("undo");
    expect(told(story, action).result).toEqual({
      type: "no_effect_seen",
      text: "Nothing to do: undo is already under way",
    });
  });
});

describe("the receipts of the other actions", () => {
  test("hold and release are closed at once", () => {
    const story = new Story();
    const held = story.ask("hold");
    expect(told(story, held).result.type).toBe("fixed");
    const released = story.wait(5_000).ask("release");
    expect(told(story, released).result.type).toBe("fixed");
  });

  test("what was recorded by hand says where the order went", () => {
    const story = new Story().succeed().succeed();
    for (let i = 0; i < 10; i += 1) story.reply({ type: "unknown", code: "timeout" });
    const action = story.resolve(true, "ship_7");
    expect(told(story, action).result).toEqual({
      type: "fixed",
      text: "Fixed: the order is complete",
    });
  });

  test("what was recorded as not done is not called done", () => {
    const forward = new Story().succeed().succeed().reply({ type: "unknown", code: "timeout" });
    forward.wait(60_000);
    expect(told(forward, forward.resolve(false, null)).result).toEqual({
      type: "fixed",
      text: "Fixed: recorded as not done, and the undo began",
    });

    const gate = completed();
    gate.ask("undo");
    gate.reply({ type: "unknown", code: "timeout" }).wait(60_000);
    expect(told(gate, gate.resolve(false, null)).result).toEqual({
      type: "fixed",
      text: "Fixed: recorded as not done, and the order stays as it is",
    });
  });
});
