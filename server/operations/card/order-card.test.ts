import { describe, expect, test } from "vitest";
import { whereAndWhy } from "../situation/where-and-why.ts";
import { cancelled, completed, Story, turnedAtShipment } from "../testing/story.ts";
import { orderCard } from "./order-card.ts";

/** Words of the engine that no screen may show outside its events. */
const ENGINE_WORDS =
  /compensat|rollback|parked|pivot|dispatch|payload|handler|saga|successfully|undefined|null|\bjob\b|PENDING|_[A-Z]/i;

function atShipment(): Story {
  return new Story().succeed("scr_1").succeed("hold_1");
}

const STORIES: Record<string, () => Story> = {
  placed: () => new Story(),
  "in line": () => new Story().wait(16_000),
  stalled: () => new Story().wait(100_000),
  "a partner at work on it": () => new Story().reply({ type: "pending", pollAfterMs: 5_000 }),
  "asked to slow down": () => atShipment().reply({ type: "transient", code: "rate_limited" }),
  "in doubt": () => atShipment().reply({ type: "unknown", code: "timeout" }),
  "in doubt too long": () => {
    const story = atShipment();
    for (let i = 0; i < 10; i += 1) story.reply({ type: "unknown", code: "timeout" });
    return story;
  },
  "let in no more": () =>
    new Story().reply({ type: "misconfigured", scope: "partner", code: "unauthorized" }),
  "a request refused": () =>
    new Story().reply({ type: "misconfigured", scope: "request", code: "invalid_request" }),
  "on hold": () => {
    const story = new Story();
    story.ask("hold");
    return story;
  },
  "an undo waiting for the call on its way": () => {
    const story = atShipment();
    story.ask("undo");
    return story;
  },
  "an undo of a completed order": () => {
    const story = completed();
    story.ask("undo");
    return story;
  },
  "an undo refused after completion": () => {
    const story = completed();
    story.ask("undo");
    return story.reply({ type: "rejected", code: "already_scanned" });
  },
  undoing: turnedAtShipment,
  "undoing with trouble": () => turnedAtShipment().reply({ type: "unknown", code: "http_503" }),
  "cancelling the order": () => turnedAtShipment().succeed(null).succeed(null),
  "an undo refused": () =>
    turnedAtShipment().succeed(null).reply({ type: "rejected", code: "already_dispensed" }),
  "an undo not confirmed": () => {
    const story = turnedAtShipment();
    for (let i = 0; i < 20; i += 1) story.reply({ type: "unknown", code: "timeout" });
    return story;
  },
  completed,
  cancelled,
  "cancelled, customer told": () => cancelled().notify({ type: "sent" }),
  "cancelled, e-mail tried again": () => cancelled().notify({ type: "transient", code: "timeout" }),
  "cancelled, e-mail missed": () => cancelled().wait(60_001),
  "cancelled, customer not told": () =>
    cancelled().notify({ type: "undeliverable", code: "invalid_email" }),
};

describe("the order card", () => {
  test.each(Object.keys(STORIES))("%s: whole sentences without words of the engine", (name) => {
    const card = orderCard(STORIES[name]?.().situation() ?? new Story().situation());
    const texts = [
      card.where,
      card.why,
      card.next.text,
      `${card.yourPart.lead} ${card.yourPart.rest}`,
    ];
    for (const text of texts) {
      expect(text.trim()).toMatch(/[.”]$/);
      expect(text).not.toMatch(/ {2}|\.\./);
    }
    expect(card.headline).toMatch(/^[A-Z].*[^.]$/);
    expect([card.headline, ...texts].join(" ")).not.toMatch(ENGINE_WORDS);
    // A countdown stands in front of the sentence, which then goes on in lower case.
    const start = card.next.countdownTo === null ? /^[A-Z]/ : /^[a-z]/;
    expect(card.next.text).toMatch(start);
  });

  test.each(Object.keys(STORIES))("%s: the list says it in one clause", (name) => {
    const { where, why } = whereAndWhy(STORIES[name]?.().situation() ?? new Story().situation());
    expect(`${where} ${why}`).not.toMatch(ENGINE_WORDS);
    expect(why).toMatch(/^[A-Z].*[^.]$/);
  });

  test("doubt at the carrier is told as doubt, with the next look-up", () => {
    const story = atShipment().reply({ type: "unknown", code: "timeout" });
    const card = orderCard(story.situation());
    expect(card.headline).toBe("We do not know yet whether Parcelway made the shipping label");
    expect(card.why).toContain("Parcelway did not answer in time.");
    expect(card.next.countdownTo).toBe(new Date(story.saga.work?.dueAt ?? 0).toISOString());
    expect(card.next.text).toContain("look-up 2 of 10");
    expect(card.yourPart.lead).toBe("Nothing now.");
  });

  test("an undo says why the order turned and what is undone already", () => {
    const card = orderCard(turnedAtShipment().succeed(null).situation());
    expect(card.why).toBe("Parcelway cannot deliver to this address.");
    expect(card.where).toBe("On the way back: undo of prescription. The stock is released.");
  });

  test("a code without words is told honestly", () => {
    const story = turnedAtShipment().reply({ type: "rejected", code: "moon_phase" });
    expect(orderCard(story.situation()).why).toBe(
      "Dockside refused it with a reason we have no words for yet (code moon_phase).",
    );
  });

  test("the end promises the e-mail until it is sent, and is sure only then", () => {
    const nextOf = (story: Story) => orderCard(story.situation()).next.text;
    for (const end of [completed, cancelled]) {
      expect(nextOf(end())).toBe("The customer is told by e-mail in a moment.");
      expect(nextOf(end().notify({ type: "sent" }))).toBe("Nothing. The customer was told.");
    }
    const voided = completed().notify({ type: "sent" });
    voided.ask("undo");
    for (let undone = 0; undone < 4; undone += 1) voided.succeed(null);
    expect(nextOf(voided)).toBe("The customer is told by e-mail in a moment.");
    expect(nextOf(voided.wait(60_001))).toBe("The e-mail is sent as soon as a worker takes it up.");
  });

  test("nothing is promised to happen by itself where the system has stopped", () => {
    const stopped = new Story().reply({
      type: "misconfigured",
      scope: "request",
      code: "invalid_request",
    });
    const card = orderCard(stopped.situation());
    expect(card.next.text).toBe("Nothing happens by itself.");
    expect(card.yourPart.rest).toContain("Retry when it is mended");
  });

  test("an order whose partner refuses our key goes on by itself, and says so", () => {
    const stopped = new Story().reply({
      type: "misconfigured",
      scope: "partner",
      code: "unauthorized",
    });
    expect(orderCard(stopped.situation()).next.text).toContain("the order goes on by itself");
  });

  test("an error before the turn is not told as an error of the undo", () => {
    const { why } = whereAndWhy(turnedAtShipment().situation());
    expect(why).toBe("Parcelway cannot deliver to this address");
    expect(orderCard(turnedAtShipment().situation()).why).toBe(
      "Parcelway cannot deliver to this address.",
    );
  });
});
