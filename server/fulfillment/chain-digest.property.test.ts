import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";
import { digestEvents, type SealedRun } from "./chain-digest.ts";

const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom('"', '",1,{}]\n[2,"'));
const json = fc.dictionary(text, text, { maxKeys: 2 }).map(canonicalJson);

const runs = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 3 }).chain((uuids) =>
  fc.tuple(
    ...uuids.map((aggregateUuid) =>
      fc.record<SealedRun>({
        aggregateUuid: fc.constant(aggregateUuid),
        aggregateType: fc.constantFrom("order", "order_fulfillment_saga"),
        versionBefore: fc.nat(),
        occurredAt: fc
          .date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") })
          .map((date) => date.toISOString()),
        metadata: json,
        events: fc.array(
          fc.record({ type: text, version: fc.integer({ min: 1, max: 9 }), data: json }),
          { minLength: 1, maxLength: 3 },
        ),
      }),
    ),
  ),
);

/** Each event on its own, as the rows of a table are. */
const oneByOne = (all: readonly SealedRun[]) =>
  all.flatMap((run) =>
    run.events.map((event, index) => ({
      ...run,
      versionBefore: run.versionBefore + index,
      events: [event],
    })),
  );

test("is the same however the events are cut into runs, and in whatever order they are given", () => {
  fc.assert(
    fc.property(runs, (written) => {
      const read = oneByOne(written);
      expect(digestEvents(read)).toEqual(digestEvents(written));
      expect(digestEvents(read.toReversed())).toEqual(digestEvents(written));
    }),
  );
});

const CHANGES: Record<string, (run: SealedRun) => SealedRun> = {
  stream: (run) => ({ ...run, aggregateUuid: "00000000-0000-0000-0000-000000000000" }),
  "kind of stream": (run) => ({ ...run, aggregateType: "other" }),
  position: (run) => ({ ...run, versionBefore: run.versionBefore + 1 }),
  moment: (run) => ({ ...run, occurredAt: "2999-01-01T00:00:00.000Z" }),
  metadata: (run) => ({ ...run, metadata: `{"other":${run.metadata}}` }),
  type: (run) => changingLast(run, { type: "Other" }),
  version: (run) => changingLast(run, { version: 10 }),
  data: (run) => changingLast(run, { data: '{"other":1}' }),
  count: (run) => ({ ...run, events: run.events.slice(1) }),
};

function changingLast(run: SealedRun, change: Partial<SealedRun["events"][number]>): SealedRun {
  return {
    ...run,
    events: run.events.map((event, index) =>
      index === run.events.length - 1 ? { ...event, ...change } : event,
    ),
  };
}

test("is another one as soon as anything of an event is another", () => {
  const change = fc.constantFrom(...Object.entries(CHANGES));
  fc.assert(
    fc.property(runs, change, ([first, ...others], [_what, changed]) => {
      fc.pre(first !== undefined);
      expect(digestEvents([changed(first), ...others])).not.toEqual(
        digestEvents([first, ...others]),
      );
    }),
    { numRuns: 40 * Object.keys(CHANGES).length },
  );
});
