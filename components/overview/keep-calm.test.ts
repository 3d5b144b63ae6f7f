import { describe, expect, test } from "vitest";
import { keepCalm } from "./keep-calm.ts";

const lines = (...sagas: string[]) => sagas.map((sagaUuid) => ({ sagaUuid }));
const shownOf = (view: ReturnType<typeof keepCalm>) =>
  view.lines.map(({ line, leftView }) => (leftView ? `(${line.sagaUuid})` : line.sagaUuid));

describe("lines while the world goes on", () => {
  test("stay in their places when one of them leaves", () => {
    const view = keepCalm(lines("a", "b", "c"), lines("a", "c"), 8);
    expect(shownOf(view)).toEqual(["a", "(b)", "c"]);
    expect(view.leftCount).toBe(1);
  });

  test("are joined at the end by new ones while there is room", () => {
    const view = keepCalm(lines("a", "b"), lines("a", "b", "c"), 8);
    expect(shownOf(view)).toEqual(["a", "b", "c"]);
    expect(view.newCount).toBe(0);
  });

  test("let a new one wait that belongs between them", () => {
    const view = keepCalm(lines("a", "c"), lines("a", "b", "c", "d"), 8);
    expect(shownOf(view)).toEqual(["a", "c", "d"]);
    expect(view.newCount).toBe(1);
  });

  test("let new ones wait where one has left, or where there is no room", () => {
    expect(keepCalm(lines("a", "b"), lines("b", "c"), 8)).toMatchObject({ newCount: 1 });
    expect(keepCalm(lines("a", "b"), lines("a", "b", "c"), 2)).toMatchObject({ newCount: 1 });
  });

  test("make way when all of them have left", () => {
    expect(shownOf(keepCalm(lines("a"), lines("b", "c"), 8))).toEqual(["b", "c"]);
    expect(shownOf(keepCalm(lines("a"), [], 8))).toEqual([]);
  });

  test("are the very same lines when nothing has changed", () => {
    const shown = lines("a", "b");
    expect(keepCalm(shown, lines("a", "b"), 8).kept).toBe(shown);
    const none = lines();
    expect(keepCalm(none, [], 8).kept).toBe(none);
  });
});
