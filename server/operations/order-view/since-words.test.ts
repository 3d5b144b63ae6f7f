import { expect, test } from "vitest";
import { cancelled, completed, Story, turnedAtShipment } from "../testing/story.ts";
import { sinceWords } from "./since-words.ts";

const said = (story: Story) => {
  const words = sinceWords(story.situation(), story.entries);
  return words && { ...words, at: Date.parse(words.at) };
};
const atShipment = () => new Story().succeed("scr_1").succeed("hold_1");

test("nothing is said while an order goes its usual way, and at its end when that was", () => {
  expect(said(new Story())).toBeNull();
  expect(said(atShipment())).toBeNull();
  for (const [story, before] of [
    [completed(), "Completed at"],
    [cancelled(), "Cancelled at"],
  ] as const) {
    expect(said(story.wait(9_000))).toEqual({ before, at: story.now - 9_000, after: "." });
  }
});

test("an order that is tried again says how often, since the first try", () => {
  const story = atShipment().reply({ type: "transient", code: "rate_limited" });
  const { now } = story;
  expect(said(story)).toEqual({ before: "Tried once, at", at: now, after: "." });
  story.wait(5_000).reply({ type: "transient", code: "rate_limited" });
  story.wait(5_000).reply({ type: "transient", code: "rate_limited" });
  expect(said(story)).toEqual({ before: "Tried 3 times since", at: now, after: "." });
});

test("doubt says since when, and how many attempts it has used", () => {
  const story = atShipment().reply({ type: "unknown", code: "timeout" });
  const { now } = story;
  story.wait(10_000).reply({ type: "unknown", code: "timeout" });
  expect(said(story)).toEqual({
    before: "Not known since",
    at: now,
    after: "; 2 of 10 attempts used.",
  });
});

test("a partner that is at work says since when, however often it is asked", () => {
  const story = new Story();
  const { now } = story.reply({ type: "pending", pollAfterMs: 5_000 });
  story.wait(5_000).reply({ type: "pending", pollAfterMs: 5_000 });
  expect(said(story)).toMatchObject({ before: "It has been at work on it since", at: now });
});

test("an order that waits for a person, or is held by one, says since when", () => {
  const refused = turnedAtShipment().wait(1_000).succeed(null);
  refused.reply({ type: "rejected", code: "already_dispensed" });
  expect(said(refused)).toMatchObject({
    before: "It waits for a person since",
    at: refused.saga.parked?.since,
  });
  const held = new Story();
  held.ask("hold");
  expect(said(held)).toMatchObject({ before: "On hold since", at: held.saga.parked?.since });
});

test("the tries of a step that is done are not those of the next", () => {
  const story = new Story().reply({ type: "transient", code: "rate_limited" }).succeed("scr_1");
  expect(said(story)).toBeNull();
});

test("a customer who was not told says since when", () => {
  const story = completed().notify({ type: "undeliverable", code: "smtp_550" });
  expect(said(story)).toEqual({ before: "Not told since", at: story.now, after: "." });
});
