import { describe, expect, test } from "vitest";
import { cancelled, completed, DANA, Story } from "../testing/story.ts";
import { timeline } from "./timeline.ts";

const names = new Map([[DANA.type === "person" ? DANA.id : "", "Dana Kessler"]]);
const told = (story: Story) => timeline(story.entries, names);
const leads = (story: Story) => told(story).map((item) => item.lead);

describe("the timeline", () => {
  test("of a good order has one item for each happening, oldest first", () => {
    expect(leads(completed())).toEqual([
      "Order placed",
      "Prescription: created",
      "Inventory: stock reserved",
      "Shipment: label made",
      "Order completed",
    ]);
  });

  test("of an undone order tells the undo newest first, the order last", () => {
    expect(leads(cancelled())).toEqual([
      "Order placed",
      "Prescription: created",
      "Inventory: stock reserved",
      "Shipment: refused",
      "Undo begins",
      "Undo: stock released",
      "Undo: prescription cancelled",
      "Order cancelled",
    ]);
  });

  test("tries stand inside the item that they led to", () => {
    const story = new Story()
      .reply({ type: "transient", code: "rate_limited" })
      .reply({ type: "unknown", code: "timeout" })
      .succeed("scr_1");
    const item = told(story).at(-1);
    expect(item?.lead).toBe("Prescription: created");
    expect(item?.attempts.map(({ label, text, tone }) => [label, text, tone])).toEqual([
      ["Attempt 1", "ScriptLine asks us to slow down", "wait"],
      ["Attempt 2", "ScriptLine did not answer in time", "unknown"],
      ["Answer found", "it was done after all", "done"],
      ["Attempt 3", "created", "done"],
    ]);
  });

  test("tries without an end yet are an item of their own", () => {
    const item = told(new Story().reply({ type: "unknown", code: "timeout" })).at(-1);
    expect(item).toMatchObject({ lead: "Prescription: outcome unknown", tone: "unknown" });
    expect(item?.attempts).toHaveLength(1);
  });

  test("a slow partner is one line, however often it was asked", () => {
    const story = new Story();
    for (let i = 0; i < 5; i += 1) story.reply({ type: "pending", pollAfterMs: 1_000 });
    expect(told(story).at(-1)?.attempts).toHaveLength(1);
  });

  test("a retry of a stopped order is one deed of its author", () => {
    const story = new Story().reply({
      type: "misconfigured",
      scope: "request",
      code: "invalid_request",
    });
    story.ask("retry");
    expect(told(story).map((item) => `${item.lead} ${item.rest}`)).toEqual([
      "Order placed by the storefront, 2 items",
      "Needs a person our request is not accepted",
      "Dana Kessler asked for a retry now. Reason: customer request",
    ]);
  });

  test("says which versions of the stream an item stands for, each once", () => {
    const story = completed();
    const ranges = told(story).map((item) => item.eventIds);
    const versions = ranges.flatMap(({ first, last }) =>
      Array.from({ length: last - first + 1 }, (_, i) => first + i),
    );
    expect(versions).toEqual(story.sagaEntries.map((entry) => entry.version));
  });

  test("ids are unique and rise, and every gap is told", () => {
    const items = told(cancelled());
    const ids = items.map((item) => item.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(items[0]?.sincePreviousMs).toBeNull();
    expect(items.slice(1).every((item) => item.sincePreviousMs !== null)).toBe(true);
  });

  test("a silence is told with what it was about", () => {
    const story = new Story();
    story.ask("hold");
    story.wait(3_600_000).ask("release");
    expect(told(story).at(-1)).toMatchObject({
      sincePreviousMs: 3_600_000,
      silence: "on hold, nothing was sent",
    });
  });
});
