import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { stepOf } from "./definition.ts";
import { STREAM_OF } from "./events.ts";
import { fold } from "./evolve.ts";
import { plan } from "./plan.ts";
import { budgetOf } from "./policy.ts";
import { leaseUntil } from "./state.ts";
import { calmDown, isSettled } from "./testing/calm.ts";
import { inWords, reportOn } from "./testing/report.ts";
import { act, type Simulation, sagaOf, type Turn } from "./testing/simulation.ts";
import { SAGA_UUID } from "./testing/story.ts";
import { live, lives, type Run } from "./testing/traffic.ts";
import { liveSteps } from "./testing/world.ts";
import { NOT_STARTED, PARKED_REASONS, POSITIONS, type Saga } from "./types.ts";

/** `npm run test:model` asks for more of them, and for a seed if one is given. */
const RUNS = Number(process.env.MODEL_RUNS ?? 2_000);
const SEED = Number(process.env.MODEL_SEED ?? 20_261_123);
const FULL_RUNS = 10_000;

const runs = fc.sample(lives, { numRuns: RUNS, seed: SEED });
const simulations = runs.map(live);

/**
 * Every claim is held against the same lives, lived once. Only a failure lives
 * them again, to find and print the shortest one with its seed and path.
 */
function inEveryLife(claim: (sim: Simulation) => void) {
  const broken = runs.find((_, index) => !holds(claim, simulations[index]));
  if (broken) shortest(claim, broken);
}

/** The same for claims that go on living: each of them needs lives of its own. */
function afterEveryLife(claim: (sim: Simulation) => void) {
  const broken = runs.find((run) => !holds(claim, live(run)));
  if (broken) shortest(claim, broken);
}

function holds(claim: (sim: Simulation) => void, sim: Simulation | undefined): boolean {
  if (!sim) return false;
  try {
    claim(sim);
    return true;
  } catch {
    return false;
  }
}

function shortest(claim: (sim: Simulation) => void, broken: Run) {
  fc.assert(
    fc.property(lives, (run) => claim(live(run))),
    { numRuns: RUNS, seed: SEED, examples: [[broken]] },
  );
}

const sagaAt = (story: Turn["before"]): Saga | null =>
  story.state.position === "NOT_STARTED" ? null : story.state;

/** Every change of one saga into the next, input by input. */
const changes = (sim: Simulation) =>
  sim.turns.flatMap((turn) => {
    const before = sagaAt(turn.before);
    const after = sagaAt(turn.after);
    const events = turn.decision.type === "accepted" ? turn.decision.events : [];
    return before && after ? [{ ...turn, before, after, events }] : [];
  });

/** The same, event by event. */
function stepsOf(sim: Simulation): [Saga, Saga][] {
  let saga: Saga | null = null;
  return sim.story.events.flatMap((event): [Saga, Saga][] => {
    const before = saga;
    const after = fold([event], SAGA_UUID, before ?? NOT_STARTED);
    saga = after.position === "NOT_STARTED" ? null : after;
    return before && saga ? [[before, saga]] : [];
  });
}

const isEnded = ({ position }: Saga) => position === "COMPLETED" || position === "CANCELLED";

const report = reportOn(simulations);
afterAll(() => console.log(inWords(report, { seed: SEED })));

describe("the traffic", () => {
  test("is of lives that are long enough to go wrong", () => {
    expect(report.medianCommands).toBeGreaterThanOrEqual(15);
  });

  test.runIf(RUNS >= FULL_RUNS)("reaches every state and every reason a hundred times", () => {
    expect(Object.entries(report.reached).filter(([, runs]) => runs < 100)).toEqual([]);
  });

  test("reaches every position", () => {
    const reached = simulations.flatMap((sim) => sim.turns.map((t) => t.after.state.position));
    expect([...new Set(reached)].sort()).toEqual([...POSITIONS].sort());
  });

  test("reaches every reason to park", () => {
    const reached = simulations.flatMap((sim) =>
      sim.turns.map((t) => sagaAt(t.after)?.parked?.reason).filter((r) => r !== undefined),
    );
    expect([...new Set(reached)].sort()).toEqual([...PARKED_REASONS].sort());
  });

  test("records every kind of event but notes and notices, which no input of the core makes", () => {
    const recorded = simulations.flatMap((sim) => sim.story.events.map((e) => e.type));
    const elsewhere = ["NoteAdded", "CustomerNotified", "CustomerNotificationFailed"];
    const expected = Object.keys(STREAM_OF).filter((type) => !elsewhere.includes(type));
    expect([...new Set(recorded)].sort()).toEqual(expected.sort());
  });

  test("opens, refuses and passes both gates, cleans up and parks at each of them", () => {
    const seen = new Set(
      simulations.flatMap(changes).flatMap(({ before, after, input }) => {
        if (!before.work?.gate) return [];
        const how = input.type === "outcome" ? input.reply.type : input.type;
        const parks = after.parked && !before.parked ? " and parks" : "";
        return [`${before.position}: ${how}${parks}`];
      }),
    );
    for (const position of ["PENDING_SHIPMENT", "COMPLETED", "CANCELLED"]) {
      for (const how of ["succeeded", "rejected", "unknown"]) {
        expect([...seen].some((s) => s.startsWith(`${position}: ${how}`))).toBe(true);
      }
      expect([...seen]).toContain(`${position}: unknown and parks`);
    }
  });
});

describe("whatever happens to a saga", () => {
  test("its versions have no hole", () => {
    inEveryLife((sim) => {
      const own = sim.story.events.filter((e) => STREAM_OF[e.type] === "order_fulfillment_saga");
      expect(sagaOf(sim).version).toBe(own.length);
      const jumps = changes(sim).filter(({ before, after, events }) => {
        const added = events.filter((e) => STREAM_OF[e.type] === "order_fulfillment_saga").length;
        return after.version !== before.version + added;
      });
      expect(jumps).toEqual([]);
    });
  });

  test("its stream folds to the very state that grew step by step", () => {
    inEveryLife((sim) => {
      expect(fold(sim.story.events, SAGA_UUID, NOT_STARTED)).toEqual(sim.story.state);
    });
  });

  test("a cancelled order leaves nothing alive at a partner but what is parked or being cleaned up", () => {
    inEveryLife((sim) => {
      const saga = sagaOf(sim);
      if (saga.position !== "CANCELLED") return;
      if (saga.work !== null) return;
      expect(saga.stack.map((entry) => entry.status)).not.toContain("recorded");
      const unheard = sim.lateReplies.map(({ call }) => call.step);
      expect(liveSteps(sim.world).filter((step) => !unheard.includes(step))).toEqual([]);
    });
  });

  test("a completed order was shipped, is still shipped, and was never undone", () => {
    inEveryLife((sim) => {
      const types = sim.story.events.map((e) => e.type);
      if (!types.includes("OrderFulfillmentSagaCompleted")) return;
      const completedAt = types.indexOf("OrderFulfillmentSagaCompleted");
      const before = types.slice(0, completedAt);
      expect(before).toContain("ShipmentInitiated");
      expect(before).not.toContain("InventoryReleased");
      expect(before).not.toContain("PrescriptionCancelled");
      expect(before).not.toContain("ShipmentVoided");
      const saga = sagaOf(sim);
      if (saga.position === "COMPLETED" && !saga.work) {
        expect(liveSteps(sim.world)).toEqual(["prescription", "inventory", "shipment"]);
      }
    });
  });

  test("nothing but late answers is recorded once it has ended, unless a gate is opened", () => {
    inEveryLife((sim) => {
      const unexpected = changes(sim).flatMap(({ before, events, input }) => {
        if (!isEnded(before) || before.work || before.parked) return [];
        const opensGate = before.position === "COMPLETED" && input.type === "undo";
        const allowed = opensGate ? "CancelRequested" : "LateOutcomeObserved";
        return events.filter((event) => event.type !== allowed);
      });
      expect(unexpected).toEqual([]);
    });
  });

  test("an ended order with nothing left to do waits for nobody and is in no doubt", () => {
    inEveryLife((sim) => {
      const idle = changes(sim).filter(({ after }) => after.work === null);
      expect(idle.filter(({ after }) => after.parked || after.inDoubtSince !== null)).toEqual([]);
    });
  });

  test("its entries are undone from the top, one at a time", () => {
    inEveryLife((sim) => {
      const undone: Record<string, number> = {
        OrderCancelled: 0,
        PrescriptionCancelled: 1,
        InventoryReleased: 2,
        ShipmentVoided: 3,
      };
      const untilEnd = sim.story.events.map((e) => e.type);
      const cancelledAt = untilEnd.indexOf("OrderCancelled");
      const order = untilEnd
        .slice(0, cancelledAt < 0 ? undefined : cancelledAt + 1)
        .flatMap((type) => undone[type] ?? []);
      expect(order).toEqual([...new Set(order)].sort((a, b) => b - a));
    });
  });

  test("each partner makes its effect at most once", () => {
    inEveryLife((sim) => {
      for (const { made } of Object.values(sim.world)) expect(made).toBeLessThanOrEqual(1);
    });
  });

  test("no stock is released and no prescription cancelled while a shipment may exist", () => {
    inEveryLife((sim) => {
      const undos = sim.placed.filter(({ call }) => !call.forward && call.step !== "shipment");
      expect(undos.filter(({ shipmentSettled }) => !shipmentSettled)).toEqual([]);
    });
  });

  test("its attempts never exceed the budget of the work in hand", () => {
    inEveryLife((sim) => {
      const overdrawn = changes(sim).filter(({ after: { work, attempt } }) => {
        return work && attempt > budgetOf(work.step, work.direction, sim.story.policy);
      });
      expect(overdrawn).toEqual([]);
    });
  });

  test("its dispatch never falls, and a stale answer never moves it", () => {
    inEveryLife((sim) => {
      const all = changes(sim);
      expect(all.filter(({ before, after }) => after.dispatch < before.dispatch)).toEqual([]);
      const stale = all.filter(
        ({ input, before }) => input.type === "outcome" && input.dispatch !== before.dispatch,
      );
      const moved = stale.filter(
        ({ before, after, events }) =>
          after.position !== before.position ||
          after.parked?.reason !== before.parked?.reason ||
          events.some((event) => event.type !== "LateOutcomeObserved"),
      );
      expect(moved).toEqual([]);
    });
  });

  test("its revision rises exactly when a person would see a change", () => {
    const cursor = (saga: Saga) =>
      saga.position === "COMPENSATING"
        ? saga.stack.findLast((entry) => entry.status === "recorded")?.step
        : undefined;
    const seen = (saga: Saga) =>
      JSON.stringify([
        saga.position,
        saga.parked?.reason,
        saga.cancelRequestedAt === null,
        cursor(saga),
      ]);
    inEveryLife((sim) => {
      const wrong = stepsOf(sim).filter(
        ([before, after]) =>
          after.revision - before.revision !== (seen(before) === seen(after) ? 0 : 1),
      );
      expect(wrong).toEqual([]);
    });
  });

  test("there is a job for it exactly when it is neither parked nor done", () => {
    inEveryLife((sim) => {
      const wrong = changes(sim).filter(({ after }) => {
        const idle = after.parked !== null || (isEnded(after) && after.work === null);
        return idle ? plan(after) !== null : plan(after)?.dispatch !== after.dispatch;
      });
      expect(wrong).toEqual([]);
    });
  });

  test("a saga on its way forward always has a deadline unless it is parked or was asked to turn", () => {
    inEveryLife((sim) => {
      const goesForward = changes(sim).filter(
        ({ after }) => stepOf(after.position) && !after.parked && after.cancelRequestedAt === null,
      );
      expect(goesForward.filter(({ after }) => after.deadlineAt === null)).toEqual([]);
    });
  });
});

describe("once faults stop", () => {
  const STEPS_AT_MOST = 20;

  test("a deadline that is over leaves nothing on its way forward but a shipment that is being voided", () => {
    afterEveryLife((sim) => {
      act(sim, { type: "deploy", build: "later" });
      act(sim, { type: "sweep" });
      const { deadlineAt, work } = sagaOf(sim);
      if (deadlineAt === null || !work) return;
      const over = Math.max(deadlineAt, leaseUntil(sagaOf(sim)) ?? 0) + 1;
      act(sim, { type: "time passes", ms: over - sim.story.now });
      act(sim, { type: "sweep" });
      const after = sagaOf(sim);
      const stillForward = stepOf(after.position) && !after.parked && !after.work?.gate;
      expect(stillForward ? after.position : "turned").toBe("turned");
    });
  });

  test("every saga ends or waits for a person within a few steps", () => {
    afterEveryLife((sim) => {
      expect(calmDown(sim, STEPS_AT_MOST)).toBeLessThan(STEPS_AT_MOST);
    });
  });

  test("a person's retries bring every saga to its end, with nothing left over at a partner", () => {
    const ROUNDS_AT_MOST = 24;
    afterEveryLife((sim) => {
      sim.world.shipment.cannotBeUndone = false;
      for (let round = 0; round < ROUNDS_AT_MOST; round += 1) {
        calmDown(sim, STEPS_AT_MOST);
        if (sagaOf(sim).parked) act(sim, { type: "retry" });
        act(sim, { type: "late reply arrives", pick: 0 });
      }
      const saga = sagaOf(sim);
      expect(isSettled(sim)).toBe(true);
      expect(saga.parked).toBeNull();
      const leftOver =
        saga.position === "CANCELLED" ? [] : ["prescription", "inventory", "shipment"];
      expect(liveSteps(sim.world)).toEqual(leftOver);
    });
  });
});
