import { expect, test } from "vitest";
import { asideItem } from "./aside-item.ts";

const deed = { at: new Date(0), actorName: null, rest: "did something" };

test("no two deeds share an id, and none has an event's", () => {
  const ids = [1, 2, 3].flatMap((rowId) => [
    asideItem("reveal", { ...deed, rowId }).id,
    asideItem("caller_check", { ...deed, rowId }).id,
  ]);
  expect(new Set(ids).size).toBe(6);
  expect(Math.max(...ids)).toBeLessThan(0);
});

test("what a person did stays when their account is gone", () => {
  expect(asideItem("reveal", { ...deed, rowId: 1 })).toMatchObject({
    actor: { kind: "person", name: "A former colleague" },
    lead: "A former colleague",
  });
});
