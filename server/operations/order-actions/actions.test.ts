import { describe, expect, test } from "vitest";
import { cancelled, completed, Story, turnedAtShipment } from "../testing/story.ts";
import { actions } from "./actions.ts";
import { undoPreview } from "./undo-preview.ts";

const allowed = (story: Story, role: "support" | "admin" = "admin") => {
  const { primary, ...buttons } = actions(story.situation(), { role, replacedBy: null });
  return Object.entries(buttons)
    .filter(([, button]) => button.allowed)
    .map(([name]) => name)
    .concat(primary ? [`primary ${primary}`] : []);
};

describe("the buttons", () => {
  test("while a call is on its way: undo and hold, and a retry says until when not", () => {
    const story = new Story();
    expect(allowed(story)).toEqual(["undo", "hold"]);
    const { retry } = actions(story.situation(), { role: "support", replacedBy: null });
    expect(retry).toMatchObject({
      allowed: false,
      because: "A call is on its way, and its answer comes first.",
      until: new Date(story.now + 15_000).toISOString(),
    });
  });

  test("while it waits for the next try: the retry comes first", () => {
    const story = new Story().reply({ type: "transient", code: "rate_limited" });
    expect(allowed(story)).toEqual(["retry", "undo", "hold", "primary retry"]);
  });

  test("in doubt an admin may also record what happened, and the retry is a question", () => {
    const story = new Story().reply({ type: "unknown", code: "timeout" });
    expect(allowed(story, "admin")).toContain("resolve");
    expect(allowed(story, "support")).not.toContain("resolve");
    expect(actions(story.situation(), { role: "support", replacedBy: null }).retry.label).toBe(
      "Ask ScriptLine now",
    );
  });

  test("on its way back: no second undo", () => {
    const story = turnedAtShipment().reply({ type: "transient", code: "rate_limited" });
    expect(allowed(story)).toEqual(["retry", "hold"]);
  });

  test("a refused undo can be retried, or recorded as done by hand", () => {
    const story = turnedAtShipment().reply({ type: "rejected", code: "already_committed" });
    expect(allowed(story)).toEqual(["retry", "resolve", "primary retry"]);
    expect(actions(story.situation(), { role: "admin", replacedBy: null }).retry.label).toBe(
      "Retry undo of inventory",
    );
  });

  test("on hold: release, retry or undo", () => {
    const story = new Story();
    story.ask("hold");
    expect(allowed(story)).toEqual(["retry", "undo", "release"]);
  });

  test("completed: undo; ended at all: the customer may be told by phone", () => {
    expect(allowed(completed())).toEqual(["undo", "told_by_phone"]);
    expect(allowed(cancelled())).toEqual(["told_by_phone", "order_again", "primary order_again"]);
  });

  test("cancelled: placed again once, and then it says as what", () => {
    const { order_again } = actions(cancelled().situation(), {
      role: "support",
      replacedBy: "RX-7K3M-92QF",
    });
    expect(order_again).toMatchObject({
      allowed: false,
      because: "It was placed again already, as RX-7K3M-92QF.",
    });
  });

  test("that a refused undo was not undone is no news: it is not offered", () => {
    const refused = turnedAtShipment().reply({ type: "rejected", code: "already_committed" });
    const inDoubt = new Story().reply({ type: "unknown", code: "timeout" });
    const notHappened = (story: Story) =>
      actions(story.situation(), { role: "admin", replacedBy: null }).resolve.notHappened;
    expect([notHappened(refused), notHappened(inDoubt)]).toEqual([false, true]);
  });

  test("a request that was refused as wrong is undone rather than sent again", () => {
    const story = new Story().reply({
      type: "misconfigured",
      scope: "request",
      code: "invalid_request",
    });
    expect(actions(story.situation(), { role: "support", replacedBy: null }).primary).toBe("undo");
  });
});

describe("whether a retry is safe", () => {
  const verdict = (story: Story) =>
    actions(story.situation(), { role: "support", replacedBy: null }, story.entries).retry.safety
      .verdict;

  test("is told from what became of the last call", () => {
    expect(verdict(new Story())).toBe("not_sent");
    const notSent = new Story().reply({ type: "not_sent", code: "connect_refused" });
    expect(verdict(notSent)).toBe("not_sent");
    expect(verdict(new Story().reply({ type: "transient", code: "rate_limited" }))).toBe("refused");
    expect(verdict(new Story().reply({ type: "unknown", code: "timeout" }))).toBe("no_answer");
    expect(verdict(new Story().reply({ type: "pending", pollAfterMs: 5_000 }))).toBe(
      "being_worked_on",
    );
    expect(verdict(completed())).toBe("already_done");
  });

  test("is not told from the call of another step", () => {
    const story = new Story().reply({ type: "transient", code: "rate_limited" }).succeed("scr_1");
    expect(verdict(story)).toBe("not_sent");
  });

  test("is told of what a partner refused for good, and of what stays unknown", () => {
    const refused = turnedAtShipment().reply({ type: "rejected", code: "already_committed" });
    expect(verdict(refused)).toBe("refused");
    const unsure = new Story().succeed("scr_1").succeed("hold_1");
    for (let i = 0; i < 10; i += 1) unsure.reply({ type: "unknown", code: "timeout" });
    expect(unsure.saga.parked?.reason).toBe("OUTCOME_UNKNOWN");
    expect(verdict(unsure)).toBe("no_answer");
  });
});

describe("the undo preview", () => {
  test("lists what is recorded, newest first, the order last", () => {
    const story = new Story().succeed("scr_1").reply({ type: "transient", code: "rate_limited" });
    const preview = undoPreview(story.saga, "RX-7K3M-92QF");
    expect(preview.entries.map(({ title, reference }) => [title, reference])).toEqual([
      ["Release stock", null],
      ["Cancel prescription", "scr_1"],
      ["Cancel order", "RX-7K3M-92QF"],
    ]);
    expect(preview.notTouched).toBe("Shipping label: none was ever asked for.");
    expect(preview.entries.map(({ takeBack }) => takeBack.possible)).toEqual([true, false, false]);
    expect(preview.after).toEqual({ open: "Nothing", text: "If each partner confirms." });
  });

  test("of a shipped order promises the rest only if the carrier voids the label", () => {
    const { after } = undoPreview(completed().saga, "RX-7K3M-92QF");
    expect(after.text).toMatch(/^If Parcelway voids the label\./);
  });
});
