import { describe, expect, test } from "vitest";
import { Chance } from "./chance.ts";
import { Life } from "./life.ts";
import { STORIES, type Story } from "./stories.ts";

const lived = (story: Story, seed: number) => {
  const life = new Life(new Chance(seed));
  story.live(life);
  return life;
};
const endOf = ({ saga }: Life) => (saga.parked ? "parked" : saga.position);

test("of a hundred orders 78 are completed and 21 taken back, and one in two hundred waits", () => {
  const shares: Record<string, number> = {};
  for (const story of STORIES) {
    const end = endOf(lived(story, 1));
    shares[end] = (shares[end] ?? 0) + story.share;
  }
  expect(shares).toEqual({ COMPLETED: 7_840, CANCELLED: 2_110, parked: 50 });
});

describe.each(STORIES)("$name", (story) => {
  test.each([1, 2, 3, 4, 5])("leaves nothing to do but for a person (%i)", (seed) => {
    const { saga, order } = lived(story, seed);
    if (saga.parked) {
      expect(["PARTNER_MISCONFIGURED", "UNREADABLE_EVENT"]).not.toContain(saga.parked.reason);
      return;
    }
    expect(saga.work).toBeNull();
    expect(order.noticeState).toMatch(/^(told|failed)$/);
    expect(order.noticeKind).toBe(saga.position === "COMPLETED" ? "shipped" : "cancelled");
    if (saga.position !== "CANCELLED") return;
    expect(saga.stack.filter(({ status }) => status === "recorded")).toEqual([]);
  });

  test("is over before the reconciler would look at it", () => {
    const { commits } = lived(story, 6);
    expect((commits.at(-1)?.at ?? 0) - (commits[0]?.at ?? 0)).toBeLessThan(86_400_000);
  });
});
