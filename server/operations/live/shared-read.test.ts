import { expect, test } from "vitest";
import { sharedRead } from "./shared-read.ts";

/** A database that answers what it holds when a read begins, and only when it is let. */
function database() {
  const state = { holds: "old", reads: [] as PromiseWithResolvers<void>[] };
  const read = sharedRead(async (question: { owner: string }) => {
    const seen = `${question.owner}: ${state.holds}`;
    const gate = Promise.withResolvers<void>();
    state.reads.push(gate);
    await gate.promise;
    return seen;
  });
  return { state, read };
}

test("a hundred who ask at once cost two reads, and none gets what was so before they asked", async () => {
  const { state, read } = database();
  const first = read({ owner: "all" });
  state.holds = "new";
  const others = Array.from({ length: 99 }, () => read({ owner: "all" }));
  state.reads[0]?.resolve();
  expect(await first).toBe("all: old");
  await expect.poll(() => state.reads.length).toBe(2);
  state.reads[1]?.resolve();
  expect(new Set(await Promise.all(others))).toEqual(new Set(["all: new"]));
  expect(state.reads).toHaveLength(2);
});

test("another question is read by itself", async () => {
  const { state, read } = database();
  const answers = [read({ owner: "all" }), read({ owner: "mine" })];
  for (const gate of state.reads) gate.resolve();
  expect(await Promise.all(answers)).toEqual(["all: old", "mine: old"]);
});

test("a read that failed is told to whoever waited for it, and the next ones read anew", async () => {
  const { state, read } = database();
  const first = read({ owner: "all" });
  const second = read({ owner: "all" });
  state.reads[0]?.reject(new Error("the database is away"));
  await expect(first).rejects.toThrow("away");
  await expect.poll(() => state.reads.length).toBe(2);
  state.reads[1]?.resolve();
  expect(await second).toBe("all: old");
  const third = read({ owner: "all" });
  expect(state.reads).toHaveLength(3);
  state.reads[2]?.resolve();
  expect(await third).toBe("all: old");
});
