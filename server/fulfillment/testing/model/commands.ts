import fc from "fast-check";

/** What a partner does with one call. */
export const MANNERS = [
  "does it",
  "refuses",
  "is busy",
  "stays silent",
  "acts and stays silent",
  "is slow",
  "calls the request wrong",
  "refuses our key",
] as const;
export type Manner = (typeof MANNERS)[number];

/** One thing that happens beside the workers' own doing, on real Postgres. */
export type Command =
  | { type: "works" | "slow call answers" | "sweep" | "connections die" }
  | { type: "job is duplicated" | "job is lost" | "job is given up" }
  | { type: "job comes late"; back: number }
  | { type: "worker dies"; worker: 0 | 1 }
  | { type: "deploy"; worker: 0 | 1; build: "older" | "this" | "later" | "forgetful" }
  | { type: "time passes"; ms: number }
  | { type: "undo" | "cancel" | "retry" | "hold" | "release" }
  | { type: "partner is held" | "partner is released" }
  | { type: "resolve"; happened: boolean };

export type Life = { manners: Manner[]; commands: Command[] };

const just = <T>(value: T) => fc.constant(value);
const one = (...types: Extract<Command, { type: string }>["type"][]) =>
  fc.constantFrom(...types).map((type) => ({ type }) as Command);

const manner: fc.Arbitrary<Manner> = fc.oneof(
  { weight: 10, arbitrary: just<Manner>("does it") },
  {
    weight: 10,
    arbitrary: fc.constantFrom<Manner>(
      "refuses",
      "is busy",
      "stays silent",
      "acts and stays silent",
      "is slow",
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<Manner>("calls the request wrong", "refuses our key") },
);

const worker = fc.constantFrom<0 | 1>(0, 1);
const MINUTE = 60_000;

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: one("works") },
  { weight: 3, arbitrary: one("slow call answers") },
  { weight: 4, arbitrary: one("job is duplicated", "job is lost", "job is given up", "sweep") },
  { weight: 2, arbitrary: fc.record({ type: just("job comes late" as const), back: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ type: just("worker dies" as const), worker }) },
  { weight: 1, arbitrary: one("connections die") },
  {
    weight: 1,
    arbitrary: fc.record({
      type: just("deploy" as const),
      worker,
      build: fc.constantFrom(
        "older" as const,
        "this" as const,
        "later" as const,
        "forgetful" as const,
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: just("time passes" as const),
      ms: fc.constantFrom(1_000, 30_000, 16 * MINUTE, 5 * 60 * MINUTE, -60 * MINUTE),
    }),
  },
  { weight: 6, arbitrary: one("undo", "cancel", "retry", "retry", "hold", "release") },
  { weight: 1, arbitrary: one("partner is held", "partner is released") },
  {
    weight: 1,
    arbitrary: fc.record({ type: just("resolve" as const), happened: fc.boolean() }),
  },
);

/** Lives of one order, with two workers at it all the time. */
export const lives: fc.Arbitrary<Life> = fc.record({
  manners: fc.array(manner, { minLength: 4, maxLength: 16, size: "max" }),
  commands: fc.array(command, { minLength: 12, maxLength: 36, size: "max" }),
});
