import { describe, expect, test } from "vitest";
import { decide } from "#server/saga/decide";
import { THIS_BUILD } from "#server/saga/definition";
import { STREAM_OF } from "#server/saga/events";
import { fold } from "#server/saga/evolve";
import { DEFAULT_POLICY } from "#server/saga/policy";
import { INPUTS } from "#server/saga/testing/cells";
import { NOT_STARTED, PARKED_REASONS, POSITIONS, type Saga } from "#server/saga/types";
import packageJson from "../../package.json" with { type: "json" };
import { evolveOrder } from "./apply-decision.ts";
import { decodeEvent, UnreadableEvent } from "./event-codec.ts";
import { SAGA_COLUMNS, toColumns } from "./saga-row.ts";
import {
  type CorpusLife,
  corpusVersions,
  readCorpus,
  storedEvent,
  UNTOLD,
} from "./testing/corpus.ts";

const NAMES = Object.keys(SAGA_COLUMNS);
/** As JSON has it: the corpus is a file. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function folded({ saga }: CorpusLife): Saga {
  const events = saga.map((event, i) =>
    decodeEvent(storedEvent(event, i, "order_fulfillment_saga")),
  );
  const state = fold(events, "saga-1", NOT_STARTED);
  if (state.position === "NOT_STARTED") throw new Error("Bug: the stream starts nothing");
  return state;
}

test("the version in package.json has left its streams", () => {
  expect(corpusVersions()).toContain(packageJson.version);
});

describe.each(corpusVersions())("R-22 what version %s recorded", (version) => {
  const lives = readCorpus(version);

  test("is read as the rows that it had then", () => {
    for (const life of lives) {
      const saga = folded(life);
      const columns = toColumns(saga);
      const row = Object.fromEntries(NAMES.map((name, i) => [name, columns[i]]));
      const known = { ...row, compensation_stack: saga.stack };
      expect(plain(known)).toMatchObject(life.row);
    }
  });

  test("tells of each order what it told then", () => {
    for (const { orderStream, order } of lives) {
      const events = orderStream.map((event, i) => decodeEvent(storedEvent(event, i, "order")));
      expect(plain(events.reduce(evolveOrder, UNTOLD))).toMatchObject(order);
    }
  });

  test("can be carried on: every input is answered", () => {
    for (const life of lives) {
      const saga = folded(life);
      for (const { input } of INPUTS) {
        if (!input) continue;
        const circumstances = {
          now: saga.updatedAt + 60_000,
          jitter: 0.5,
          policy: DEFAULT_POLICY,
          build: THIS_BUILD,
        };
        expect(decide(saga, input(saga), circumstances).type).toMatch(/accepted|ignored|rejected/);
      }
    }
  });

  test("shows every kind of event of its time, every position and most reasons to park", () => {
    const types = new Set(lives.flatMap(({ saga }) => saga.map(({ type }) => type)));
    const inSaga = Object.entries(STREAM_OF).filter(([, s]) => s === "order_fulfillment_saga");
    const missing = inSaga.map(([type]) => type).filter((type) => !types.has(type));
    // Notes came with no version yet.
    expect(missing).toEqual(["NoteAdded"]);
    const sagas = lives.map(folded);
    expect(new Set(sagas.map(({ position }) => position))).toEqual(new Set(POSITIONS));
    const parked = sagas.flatMap((saga) => saga.parked?.reason ?? []);
    expect(new Set(parked).size).toBeGreaterThan(PARKED_REASONS.length - 3);
  });
});

describe("an event that this build does not know", () => {
  const known = {
    type: "NoteAdded",
    version: 1,
    at: 1,
    data: { noteId: "n", by: { type: "system" } },
  };

  test.each([
    ["of a type from a later version", { ...known, type: "SagaTeleported" }],
    ["of a known type in a later version", { ...known, version: 2 }],
    ["of no version at all", { ...known, version: 0 }],
    ["whose data is not what its version has", { ...known, data: { noteId: 7 } }],
    ["that is no object", { ...known, data: {}, type: "SagaParked" }],
  ])("%s is refused, never skipped", (_name, event) => {
    const row = storedEvent(event, 0, "order_fulfillment_saga");
    expect(() => decodeEvent(row)).toThrow(UnreadableEvent);
  });

  test("is told apart from one that it knows", () => {
    expect(decodeEvent(storedEvent(known, 0, "order_fulfillment_saga"))).toMatchObject({
      type: "NoteAdded",
    });
  });
});
