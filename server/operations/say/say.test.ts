import { describe, expect, test } from "vitest";
import { LIVE_STATUSES } from "../situation/views.ts";
import { cancelled, completed, Story, turnedAtShipment } from "../testing/story.ts";
import { CATALOGUE } from "./catalogue.ts";
import { say } from "./say.ts";
import type { SayText } from "./say-text.ts";

/** Neither the engine's words, nor a partner's name, nor blame, nor a place for somebody's data. */
const FORBIDDEN =
  /compensat|rollback|parked|pivot|dispatch|payload|saga|\bjob\b|undo\b|retry|null|undefined|_|ScriptLine|Dockside|Parcelway|Mailroom|\bfault\b|mistake|failed|\{|\$|@|\d/i;

const ALL: [string, SayText][] = LIVE_STATUSES.flatMap((status) =>
  Object.entries(CATALOGUE[status]).map(([reason, text]): [string, SayText] => [
    `${status}, ${reason}`,
    text,
  ]),
);

describe("the words for the customer", () => {
  test("there are some for each status", () => {
    for (const status of LIVE_STATUSES) {
      expect(Object.keys(CATALOGUE[status]).length, status).toBeGreaterThan(0);
    }
  });

  test.each(ALL)("%s: whole sentences in both languages, with a version", (_, text) => {
    expect(text.version).toBeGreaterThan(0);
    for (const words of [text.en, text.es]) {
      expect(words).toMatch(/^[A-Z].*\.$/);
      expect(words).not.toMatch(FORBIDDEN);
      expect(words).not.toMatch(/ {2}|\.\.|!/);
      expect(words.length).toBeLessThan(300);
    }
    expect(text.es).not.toBe(text.en);
  });

  test.each(ALL)("%s: nothing is done before it is", (where, text) => {
    const isOver = /^(cancelled|customer_not_told, cancelled)/.test(where);
    if (!isOver) expect(text.en).not.toMatch(/is cancelled|nothing will be sent/i);
    const hasLabel = /^(completed|customer_not_told, shipped)|shipped$/.test(where);
    if (!hasLabel) expect(text.en).not.toMatch(/label is made|label .* had been made/i);
  });
});

describe("which words an order gets", () => {
  const keyOf = (story: Story) => say(story.situation()).key;

  test("follow the step that it is at", () => {
    expect(keyOf(new Story())).toBe("running.prescription");
    expect(keyOf(new Story().succeed("scr_1"))).toBe("running.inventory");
    const doubted = new Story()
      .succeed("scr_1")
      .succeed("hold_1")
      .reply({ type: "unknown", code: "timeout" });
    expect(keyOf(doubted)).toBe("outcome_unknown.shipment");
  });

  test("tell why it is cancelled, and that it is only once it is", () => {
    expect(keyOf(turnedAtShipment())).toBe("undoing.delivery");
    expect(keyOf(cancelled())).toBe("cancelled.delivery");
    const asked = new Story().succeed("scr_1").reply({ type: "transient", code: "rate_limited" });
    asked.ask("undo");
    expect(keyOf(asked)).toBe("undoing.request");
    const odd = new Story().reply({ type: "rejected", code: "moon_phase" }).succeed(null);
    expect(keyOf(odd)).toBe("cancelled.other");
  });

  test("promise the e-mail until it was sent, and own up when it did not arrive", () => {
    expect(keyOf(completed())).toBe("completed.due");
    expect(keyOf(completed().notify({ type: "sent" }))).toBe("completed.told");
    expect(keyOf(completed().notify({ type: "undeliverable", code: "invalid_email" }))).toBe(
      "customer_not_told.shipped",
    );
  });

  test("say of a shipped order whose undo is open that it is not settled, and of one refused that it was", () => {
    const story = completed();
    story.ask("undo");
    expect(keyOf(story)).toBe("undoing.shipped");
    expect(keyOf(story.reply({ type: "rejected", code: "already_scanned" }))).toBe(
      "completed.undo_refused",
    );
  });

  test("do not tell a customer of our keys and versions", () => {
    const story = new Story().reply({
      type: "misconfigured",
      scope: "partner",
      code: "unauthorized",
    });
    expect(keyOf(story)).toBe("needs_a_person.PARTNER_MISCONFIGURED");
    expect(say(story.situation()).texts[0]?.text).toMatch(/waits for a moment/);
  });
});
