import { describe, expect, test } from "vitest";
import { cancelled, completed, Story, turnedAtShipment } from "../testing/story.ts";
import { liveStatus } from "./live-status.ts";
import type { LiveStatus } from "./views.ts";

const statusOf = (story: Story) => liveStatus(story.situation()).status;

/** How each situation comes about. A new status does not compile until somebody knows how. */
const STORIES: Record<LiveStatus, () => Story> = {
  scheduled: () => new Story().wait(16_000),
  running: () => new Story().wait(100),
  retrying: () => new Story().reply({ type: "transient", code: "rate_limited" }),
  stalled: () => new Story().wait(15_000 + 60_001),
  outcome_unknown: () => new Story().reply({ type: "unknown", code: "timeout" }),
  on_hold: () => {
    const story = new Story();
    story.ask("hold");
    return story;
  },
  undoing: turnedAtShipment,
  needs_a_person: () =>
    new Story().reply({ type: "misconfigured", scope: "request", code: "invalid_request" }),
  undo_stopped: () => {
    const story = turnedAtShipment();
    for (let i = 0; i < 20; i += 1) story.reply({ type: "unknown", code: "timeout" });
    return story;
  },
  undo_refused: () => turnedAtShipment().reply({ type: "rejected", code: "already_committed" }),
  customer_not_told: () => completed().notify({ type: "undeliverable", code: "invalid_email" }),
  completed,
  cancelled,
};

describe("the live status", () => {
  test.each(Object.keys(STORIES) as LiveStatus[])("%s is told as such", (status) => {
    expect(statusOf(STORIES[status]())).toBe(status);
  });

  test("a partner that works on it for a while is running, not retrying", () => {
    const story = new Story().reply({ type: "pending", pollAfterMs: 5_000 });
    expect(statusOf(story)).toBe("running");
  });

  test("a second attempt under way is running", () => {
    const story = new Story().reply({ type: "transient", code: "rate_limited" });
    story.now = story.saga.work?.dueAt ?? 0;
    expect(statusOf(story)).toBe("running");
  });

  test("an order whose partner is on hold is on hold, and only in that direction", () => {
    const story = new Story();
    const hold = {
      partner: "prescription",
      since: story.now,
      by: "Dana",
      isReopening: false,
    } as const;
    const forward = story.situation({ held: [{ ...hold, direction: "forward" }] });
    const undo = story.situation({ held: [{ ...hold, direction: "undo" }] });
    expect(liveStatus(forward).status).toBe("on_hold");
    expect(liveStatus(undo).status).toBe("running");
  });

  test("a message that was not tried yet has a minute before it is missed", () => {
    const story = completed().wait(60_000);
    expect(statusOf(story)).toBe("completed");
    expect(statusOf(story.wait(1))).toBe("customer_not_told");
    expect(statusOf(story.notify({ type: "sent" }))).toBe("completed");
  });

  test("a message that failed once is missed at once, although it is tried again", () => {
    const story = completed().notify({ type: "transient", code: "smtp_connection_lost" });
    expect(statusOf(story)).toBe("customer_not_told");
    expect(statusOf(story.notify({ type: "sent" }))).toBe("completed");
  });

  test("a customer who was told of the shipment is not told of the cancellation by that", () => {
    const story = completed().notify({ type: "sent" });
    story.ask("undo");
    for (let undone = 0; undone < 4; undone += 1) story.succeed(null);
    expect(story.saga.position).toBe("CANCELLED");
    expect(story.situation().notice).toMatchObject({ kind: "cancelled", state: "due" });
    expect(statusOf(story)).toBe("cancelled");
    expect(statusOf(story.wait(60_001))).toBe("customer_not_told");
    expect(statusOf(story.notify({ type: "sent" }))).toBe("cancelled");
  });

  test("a message of the shipment that could not be delivered is forgotten with the shipment", () => {
    const story = completed().notify({ type: "undeliverable", code: "invalid_email" });
    story.ask("undo");
    for (let undone = 0; undone < 4; undone += 1) story.succeed(null);
    expect(statusOf(story)).toBe("cancelled");
  });

  test("undoing counts the entry in work, the order itself as the last", () => {
    const story = turnedAtShipment();
    expect(liveStatus(story.situation()).progress).toEqual({ done: 1, of: 3 });
    story.succeed(null);
    expect(liveStatus(story.situation()).progress).toEqual({ done: 2, of: 3 });
    story.succeed(null);
    expect(liveStatus(story.situation()).progress).toEqual({ done: 3, of: 3 });
  });

  test("an undo asked for after completion begins with the label", () => {
    const story = completed();
    story.ask("undo");
    expect(liveStatus(story.situation())).toEqual({
      status: "undoing",
      progress: { done: 1, of: 4 },
    });
  });
});
