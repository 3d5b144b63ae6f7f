import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";
import { digestEvents, EVENT_SEPARATOR, type SealedRun } from "./chain-digest.ts";

const json = fc
  .dictionary(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), { maxKeys: 2 })
  .map(canonicalJson);

type Event = { type: string; version: number; data: string };
type Stream = Omit<SealedRun, "eventCount" | "types" | "versions" | "data"> & { events: Event[] };

const streams = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 3 }).chain((uuids) =>
  fc.tuple(
    ...uuids.map((aggregateUuid) =>
      fc.record({
        aggregateUuid: fc.constant(aggregateUuid),
        aggregateType: fc.constantFrom("order", "order_fulfillment_saga"),
        versionBefore: fc.nat(),
        occurredAt: fc.constantFrom("2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.001Z"),
        metadata: json,
        events: fc.array(
          fc.record({ type: fc.string(), version: fc.integer({ min: 1, max: 9 }), data: json }),
          { minLength: 1, maxLength: 4 },
        ),
      }),
    ),
  ),
);

/** As one run, as a writer has it. */
function whole({ events, ...rest }: Stream): SealedRun {
  return {
    ...rest,
    eventCount: events.length,
    types: events.map(({ type }) => type).join(EVENT_SEPARATOR),
    versions: events.map(({ version }) => version).join(EVENT_SEPARATOR),
    data: events.map(({ data }) => data).join(EVENT_SEPARATOR),
  };
}

/** Each event on its own, as the rows of a table are. */
const rowByRow = ({ events, versionBefore, ...rest }: Stream): SealedRun[] =>
  events.map((event, index) =>
    whole({ ...rest, versionBefore: versionBefore + index, events: [event] }),
  );

test("is the same however the events are cut into runs, and in whatever order they are given", () => {
  fc.assert(
    fc.property(streams, (written) => {
      const digest = digestEvents(written.map(whole));
      const rows = written.flatMap(rowByRow);
      expect(digestEvents(rows)).toEqual(digest);
      expect(digestEvents(rows.toReversed())).toEqual(digest);
    }),
  );
});

const CHANGES: Record<string, (stream: Stream) => Stream> = {
  stream: (s) => ({ ...s, aggregateUuid: "00000000-0000-0000-0000-000000000000" }),
  "kind of stream": (s) => ({ ...s, aggregateType: "other" }),
  position: (s) => ({ ...s, versionBefore: s.versionBefore + 1 }),
  version: (s) => changingLast(s, (event) => ({ ...event, version: 10 })),
  moment: (s) => ({ ...s, occurredAt: "2026-01-01T00:00:00.002Z" }),
  metadata: (s) => ({ ...s, metadata: `{"other":${s.metadata}}` }),
  type: (s) => changingLast(s, (event) => ({ ...event, type: `${event.type}s` })),
  data: (s) => changingLast(s, (event) => ({ ...event, data: '{"other":1}' })),
  end: (s) => ({ ...s, events: [...s.events, { type: "Other", version: 1, data: "{}" }] }),
};

function changingLast(stream: Stream, change: (event: Event) => Event): Stream {
  const last = stream.events.length - 1;
  const events = stream.events.map((event, index) => (index === last ? change(event) : event));
  return { ...stream, events };
}

test("is another one as soon as anything of an event is another", () => {
  const change = fc.constantFrom(...Object.entries(CHANGES));
  fc.assert(
    fc.property(streams, change, ([first, ...others], [_what, changed]) => {
      fc.pre(first !== undefined);
      const rest = others.map(whole);
      expect(digestEvents([whole(changed(first)), ...rest])).not.toEqual(
        digestEvents([whole(first), ...rest]),
      );
    }),
    { numRuns: 40 * Object.keys(CHANGES).length },
  );
});
