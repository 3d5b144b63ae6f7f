export type Random = {
  /** From 0 to `below`, without it. */
  below(below: number): number;
  one<T>(of: readonly T[]): T;
  /** The same members in another order. */
  shuffled<T>(of: readonly T[]): T[];
};

/** The same seed gives the same orders, on every machine. Mulberry32: small, fast, not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    one(of) {
      const found = of[below(of.length)];
      if (found === undefined) throw new Error("Bug: nothing to choose from");
      return found;
    },
    shuffled(of) {
      return of
        .map((member) => ({ member, place: next() }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ member }) => member);
    },
  };
}
