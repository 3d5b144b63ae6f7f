import fc from "fast-check";
import { DEFAULT_POLICY, type WhenExhausted } from "#server/saga/policy";
import { type Action, type Simulation, simulate } from "./simulation.ts";
import { MANNERS, type Manner } from "./world.ts";

const pick = fc.nat(3);
/** Silence and refusals lead to the rare places, so they are commoner here than in life. */
const manner = fc.oneof(
  { weight: 6, arbitrary: fc.constant("does it" as const) },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      "refuses" as const,
      "stays silent" as const,
      "acts and stays silent" as const,
    ),
  },
  { weight: 4, arbitrary: fc.constantFrom(...MANNERS) },
);
const reply = fc.oneof(
  { weight: 6, arbitrary: fc.constant("arrives" as const) },
  { weight: 2, arbitrary: fc.constantFrom("is late" as const, "is lost" as const) },
);
const { deadlineMs } = DEFAULT_POLICY;

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ type: fc.constant("work" as const), pick, manner, reply }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("call hangs in the network" as const), pick }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("hung call arrives" as const), pick, manner }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("late reply arrives" as const), pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom(
        "job is duplicated" as const,
        "job is lost" as const,
        "job is given up" as const,
      ),
      pick,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constantFrom(
        "sweep" as const,
        "sweep" as const,
        "deadline" as const,
        "undo" as const,
        "undo by storefront" as const,
        "retry" as const,
        "retry" as const,
        "hold" as const,
        "release" as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("resolve" as const), happened: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("resume" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("deploy" as const),
      build: fc.constantFrom(
        "older" as const,
        "this" as const,
        "this" as const,
        "later" as const,
        "forgetful" as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("time passes" as const),
      ms: fc.constantFrom(500, 5_000, 30_000, 16 * 60_000, deadlineMs),
    }),
  },
);

const WENT_WELL: Action = { type: "work", pick: 0, manner: "does it", reply: "arrives" };
const HANGS: Action = { type: "call hangs in the network", pick: 0 };
const LEASE_OVER: Action = { type: "time passes", ms: 30_000 };
const UNDO: Action = { type: "undo" };
const LATE_CALL: Action = { type: "hung call arrives", pick: 0, manner: "does it" };
const LATE_REPLY: Action = { type: "late reply arrives", pick: 0 };
const wentWell = (steps: number) => Array.from({ length: steps }, () => WENT_WELL);
const work = (how: Manner): Action => ({ type: "work", pick: 0, manner: how, reply: "arrives" });

/** Where lives begin: all along the way, at the pivot's doors, and after the end. */
const OPENINGS = {
  "at the start": [],
  "one step done": wentWell(1),
  "two steps done": wentWell(2),
  completed: wentWell(3),
  "asked to void after the end": [...wentWell(3), UNDO],
  "shipment in doubt": [...wentWell(2), work("acts and stays silent")],
  "refused after doubt": [...wentWell(2), work("stays silent"), work("refuses")],
  "turned before the shipment": [...wentWell(2), work("is busy"), UNDO],
  "cancelled with two calls in the network": [
    HANGS,
    LEASE_OVER,
    { type: "retry" },
    HANGS,
    LEASE_OVER,
    UNDO,
    ...wentWell(2),
  ],
  "cancelled with calls of two steps in the network": [
    HANGS,
    LEASE_OVER,
    { type: "retry" },
    WENT_WELL,
    HANGS,
    LEASE_OVER,
    UNDO,
    ...wentWell(3),
  ],
  "cleaning up after the end": [HANGS, LEASE_OVER, UNDO, ...wentWell(2), LATE_CALL, LATE_REPLY],
} as const satisfies Record<string, readonly Action[]>;

type Opening = keyof typeof OPENINGS;
const openings: readonly Opening[] = [
  "at the start",
  "one step done",
  "two steps done",
  "completed",
  "asked to void after the end",
  "shipment in doubt",
  "refused after doubt",
  "turned before the shipment",
  "cancelled with two calls in the network",
  "cancelled with calls of two steps in the network",
  "cleaning up after the end",
];

export type Run = { opening: Opening; actions: Action[]; whenExhausted: WhenExhausted };

/** Simulated lives of sagas: partners, queues, workers, people and clocks at their worst. */
export const lives: fc.Arbitrary<Run> = fc.record({
  opening: fc.constantFrom(...openings),
  actions: fc.array(action, { minLength: 4, maxLength: 60, size: "max" }),
  whenExhausted: fc.constantFrom("compensate" as const, "park" as const),
});

export const live = ({ opening, actions, whenExhausted }: Run): Simulation =>
  simulate([...OPENINGS[opening], ...actions], whenExhausted);
