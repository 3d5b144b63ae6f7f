import { describe, expect, test } from "vitest";
import { type Effects, type EffectsOwner, judgeEffects } from "./judge-effects.ts";

const NONE = { double: [], leaked: [], missing: [], repeatedMessages: [] };

const owner = (state: string, more: Partial<EffectsOwner> = {}): EffectsOwner => ({
  orderNumber: "RX-1",
  state,
  atRest: true,
  wasShipped: state === "COMPLETED",
  ...more,
});

const counts = (prescription: number, inventory: number, carrier: number) => ({
  prescription,
  inventory,
  carrier,
});

function judge(owners: EffectsOwner[], effects: Partial<Effects>) {
  const made = effects.made ?? effects.standing ?? counts(0, 0, 0);
  const all = { standing: counts(0, 0, 0), messages: 1, ...effects, made };
  return judgeEffects(owners, new Map([["RX-1", all]]));
}

describe("what stands in the world", () => {
  test("is one of each for a completed order, and nothing for a cancelled one", () => {
    expect(judge([owner("COMPLETED")], { standing: counts(1, 1, 1) })).toEqual(NONE);
    expect(judge([owner("CANCELLED")], { made: counts(1, 1, 0) })).toEqual(NONE);
  });

  test("is double when a step made two things, though one was taken back", () => {
    const twice = { made: counts(1, 2, 1), standing: counts(1, 1, 1) };
    expect(judge([owner("COMPLETED")], twice).double).toEqual([
      "RX-1: more than one reservation (2 made, 1 standing)",
    ]);
  });

  test("is leaked when a cancelled order, or none, has it", () => {
    const standing = counts(1, 0, 0);
    expect(judge([owner("CANCELLED")], { standing }).leaked).toHaveLength(1);
    expect(judge([], { standing }).leaked).toHaveLength(1);
    expect(judge([owner("CANCELLED", { atRest: false })], { standing }).leaked).toEqual([]);
    expect(judge([owner("COMPENSATING", { atRest: false })], { standing }).leaked).toEqual([]);
  });

  test("is missing when a completed order has no such thing", () => {
    const found = judge([owner("COMPLETED")], { standing: counts(1, 0, 1) });
    expect(found.missing).toEqual(["RX-1: COMPLETED without a reservation"]);
    expect(judgeEffects([owner("COMPLETED")], new Map()).missing).toHaveLength(1);
  });

  test("includes one message for each end", () => {
    const standing = counts(1, 1, 1);
    const twice = judge([owner("COMPLETED")], { standing, messages: 2 });
    expect(twice.repeatedMessages).toEqual(["RX-1: 2 messages"]);
    const takenBack = owner("CANCELLED", { wasShipped: true });
    expect(judge([takenBack], { messages: 2 })).toEqual(NONE);
  });
});
