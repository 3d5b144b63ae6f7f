import type { Chance } from "./chance.ts";
import { Life } from "./life.ts";
import { type LifePattern, patternOfLife } from "./life-pattern.ts";
import { STORIES, type Story } from "./stories.ts";

/** The lives that the orders of a history are dealt. */
export type Deck = { deal(): LifePattern };

/** Lives a story: enough that waits and jitter are not the same everywhere. */
const FEWEST = 4;
const MOST = 48;

/**
 * Lives each story a few times; a story's share of the orders is as it says. Each
 * is dealt once at first, so that the shortest history shows them all.
 */
export async function makeDeck(chance: Chance): Promise<Deck> {
  const told = await Promise.all(
    STORIES.map(async (story) => ({ upTo: story.share, lives: await liveOften(story, chance) })),
  );
  let total = 0;
  for (const story of told) {
    total += story.upTo;
    story.upTo = total;
  }
  let dealt = 0;
  return {
    deal() {
      const at = chance.next() * total;
      const story = told[dealt] ?? told.find(({ upTo }) => at < upTo);
      dealt += 1;
      if (!story) throw new Error("Bug: the shares do not add up");
      return chance.pick(story.lives);
    },
  };
}

function liveOften(story: Story, chance: Chance): Promise<LifePattern[]> {
  const times = Math.min(MOST, Math.max(FEWEST, Math.round(story.share / 20)));
  return Promise.all(
    Array.from({ length: times }, () => {
      const life = new Life(chance);
      story.live(life);
      return patternOfLife(life);
    }),
  );
}
