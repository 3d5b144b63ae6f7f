import { describe, expect, test } from "vitest";
import type { Situation } from "../situation/situation.ts";
import { cancelled, completed, Story, turnedAtShipment } from "../testing/story.ts";
import type { CheckRow } from "./check-view.ts";
import { worldLedger } from "./world-ledger.ts";

function ledger(story: Story, over: Partial<Situation> = {}, checks: CheckRow[] = []) {
  const { entries } = story;
  return worldLedger({ situation: story.situation(over), entries, drifts: [], checks, items: 2 });
}
const states = (story: Story) => ledger(story).effects.map(({ stateWord }) => stateWord);

describe("what is open in the world", () => {
  test("nothing is claimed before it was asked for, nor while the answer is on its way", () => {
    expect(states(new Story())).toEqual([
      "Asked, no answer yet",
      "Never asked for",
      "Never asked for",
      "Not sent",
    ]);
    expect(ledger(new Story()).net).toBe("perhaps 1 prescription");
  });

  test("what proves that nothing was made leaves nothing open", () => {
    const story = new Story().reply({ type: "transient", code: "rate_limited" });
    expect(states(story)[0]).toBe("Not sent");
    expect(ledger(story).net).toBe("Nothing");
  });

  test("a partner that is at work on it has been asked, also while it waits to be asked again", () => {
    const story = new Story().reply({ type: "pending", pollAfterMs: 60_000 });
    expect(states(story)[0]).toBe("Asked, no answer yet");
  });

  test("a call that nobody took back is not said not to have left", () => {
    const stalled = new Story().wait(100_000);
    expect(states(stalled)[0]).toBe("Unknown");
    const held = new Story();
    held.ask("hold");
    expect(states(held)[0]).toBe("Asked, no answer yet");
    expect(states(held.wait(60_000))[0]).toBe("Unknown");
    const waiting = new Story().reply({ type: "transient", code: "rate_limited" });
    waiting.ask("hold");
    expect(states(waiting.wait(60_000))[0]).toBe("Not sent");
  });

  test("while the partner was on hold before it was due, nothing has left", () => {
    const story = new Story().wait(100_000);
    const held = [
      {
        partner: "prescription" as const,
        direction: "forward" as const,
        since: story.saga.startedAt,
        by: "Luis Marek",
        isReopening: false,
      },
    ];
    expect(ledger(story, { held }).effects[0]?.stateWord).toBe("Not sent");
  });

  test("a request that is refused as wrong made nothing", () => {
    const story = new Story().reply({
      type: "misconfigured",
      scope: "request",
      code: "invalid_request",
    });
    expect(states(story)[0]).toBe("Refused, not made");
  });

  test("made is open, doubt is doubt, and the head adds both up", () => {
    const story = new Story()
      .succeed("scr_1")
      .succeed("hold_1")
      .reply({ type: "unknown", code: "timeout" });
    const { net, effects } = ledger(story);
    expect(net).toBe("1 prescription, 2 items of stock, perhaps 1 label");
    expect(effects.map(({ state }) => state)).toEqual(["open", "open", "unknown", "not_sent"]);
    expect(effects.map(({ reference }) => reference)).toEqual(["scr_1", "hold_1", null, null]);
    expect(effects[2]?.checkedAt).toBe(new Date(story.now).toISOString());
  });

  test("a label that was refused is not made, and what is undone is closed one by one", () => {
    expect(states(turnedAtShipment())).toEqual(["Open", "Open", "Refused, not made", "Not sent"]);
    expect(states(turnedAtShipment().succeed(null))).toEqual([
      "Open",
      "Undone",
      "Refused, not made",
      "Not sent",
    ]);
    expect(ledger(cancelled()).net).toBe("Nothing");
  });

  test("an undo in doubt leaves what it is about unknown, and one refused leaves it open for good", () => {
    const unsure = turnedAtShipment().reply({ type: "unknown", code: "timeout" });
    expect(ledger(unsure).net).toBe("1 prescription, perhaps 2 items of stock");
    const refused = turnedAtShipment().reply({ type: "rejected", code: "already_committed" });
    const stock = ledger(refused).effects[1];
    expect(stock).toMatchObject({ state: "open", undo: "No: Dockside refused" });
  });

  test("what was given up in doubt stays unknown until its own undo has settled it", () => {
    const story = new Story().reply({ type: "unknown", code: "timeout" });
    story.wait(60_000).ask("undo");
    expect(states(story)[0]).toBe("Unknown");
    expect(states(story.succeed(null))[0]).toBe("Undone");
  });

  test("what a person settled is said to be by hand", () => {
    const story = turnedAtShipment().reply({ type: "rejected", code: "already_committed" });
    story.resolve(true, null);
    expect(states(story)[1]).toBe("Undone by hand");
  });

  test("what a person recorded as made is open on their word, until the partner itself was asked", () => {
    const story = new Story()
      .succeed("scr_1")
      .succeed("hold_1")
      .reply({ type: "unknown", code: "timeout" });
    story.wait(60_000).resolve(true, "ship_9");
    expect(ledger(story).effects[2]).toMatchObject({
      state: "open",
      stateWord: "Open, recorded by hand",
      reference: "ship_9",
    });
    const at = new Date(story.now + 1_000);
    const check: CheckRow = {
      sagaUuid: story.saga.sagaUuid,
      step: "shipment",
      askedBy: "dana",
      askedByName: "Dana Kessler",
      askedAt: at,
      takenUntil: null,
      doneAt: at,
      problemCode: null,
      found: "live",
      checkedAt: at,
    };
    expect(ledger(story, { now: story.now + 2_000 }, [check]).effects[2]?.stateWord).toBe("Open");
  });

  test("a difference that a look-up found makes it unknown, whichever side is right", () => {
    const story = completed();
    const at = new Date(story.now + 90_000);
    const { effects, net } = worldLedger({
      situation: story.situation(),
      entries: story.entries,
      drifts: [
        {
          sagaUuid: story.saga.sagaUuid,
          step: "shipment",
          believed: "live",
          found: "gone",
          since: at,
          checkedAt: at,
        },
      ],
      checks: [],
      items: 2,
    });
    expect(effects[2]).toMatchObject({ state: "unknown", checkedAt: at.toISOString() });
    expect(net).toContain("perhaps 1 label");
  });
});

describe("asking a partner what it holds", () => {
  const story = completed();
  const asked = (over: Partial<CheckRow> = {}): CheckRow => ({
    sagaUuid: story.saga.sagaUuid,
    step: "shipment",
    askedBy: "dana",
    askedByName: "Dana Kessler",
    askedAt: new Date(story.now + 1_000),
    takenUntil: null,
    doneAt: null,
    problemCode: null,
    found: null,
    checkedAt: null,
    ...over,
  });
  const label = (afterMs: number, row: CheckRow) =>
    ledger(story, { now: story.now + afterMs }, [row]).effects[2];

  test("is not offered twice at once, and says when again", () => {
    expect(label(2_000, asked())?.mayCheck).toMatchObject({ because: "It is being asked now." });
    const done = asked({ doneAt: new Date(story.now + 2_000) });
    expect(label(3_000, done)?.mayCheck).toMatchObject({
      allowed: false,
      until: new Date(story.now + 11_000).toISOString(),
    });
    expect(label(11_000, done)?.mayCheck).toEqual({ allowed: true });
  });

  test("that nobody took up says so, and can be asked again", () => {
    expect(label(59_000, asked())?.check?.answer).toBeNull();
    expect(label(70_000, asked())?.check?.answer?.text).toMatch(/^No worker took the question up/);
    expect(label(70_000, asked())?.mayCheck).toEqual({ allowed: true });
  });

  test("is answered with what the partner holds, and that is when it was seen last", () => {
    const at = new Date(story.now + 2_000);
    const answered = asked({ doneAt: at, checkedAt: at, found: "live" });
    expect(label(3_000, answered)).toMatchObject({
      state: "open",
      checkedAt: at.toISOString(),
      check: {
        answer: { proven: true, text: "Parcelway holds the shipping label, as we have it." },
      },
    });
  });

  test("without an answer proves nothing", () => {
    const at = new Date(story.now + 2_000);
    const { checkedAt, check } = label(3_000, asked({ doneAt: at, problemCode: "timeout" })) ?? {};
    expect(check?.answer).toMatchObject({ proven: false });
    expect(check?.answer?.text).toContain("Parcelway did not answer in time");
    expect(checkedAt).not.toBe(at.toISOString());
  });

  test("a hold that lapsed by itself at the warehouse has lapsed", () => {
    const at = new Date(story.now + 2_000);
    const row = asked({ step: "inventory", doneAt: at, checkedAt: at, found: "lapsed" });
    expect(ledger(story, { now: story.now + 3_000 }, [row]).effects[1]?.stateWord).toBe("Lapsed");
  });

  test("is off while the partner is on hold or gets no calls, and says so", () => {
    const held = [
      {
        partner: "carrier" as const,
        direction: "forward" as const,
        since: story.now,
        by: "Luis Marek",
        isReopening: false,
      },
    ];
    expect(ledger(story, { held }).effects[2]?.mayCheck).toMatchObject({
      because: "Parcelway is on hold by Luis Marek, so it is asked nothing.",
    });
    const open = [
      {
        partner: "carrier" as const,
        direction: "undo" as const,
        cause: "failing" as const,
        code: "timeout",
        since: story.now,
        probeAt: story.now + 30_000,
        isReopening: false,
      },
    ];
    expect(ledger(story, { open }).effects[2]?.mayCheck).toMatchObject({
      allowed: false,
      until: new Date(story.now + 30_000).toISOString(),
    });
  });
});
