import { describe, expect, test } from "vitest";
import type { OverviewHistory, PartnerIncident } from "#server/operations/overview/views";
import { incidentMarks, incidentsAt, incidentsSentence } from "./incident-words.ts";

const ZONE = "America/Chicago";
const asOf = "2026-11-23T20:31:47.000Z";
const at = (clock: string) => `2026-11-23T${clock}:00.000Z`;

const incident = (change: Partial<PartnerIncident> = {}): PartnerIncident => ({
  name: "Parcelway",
  kind: "failing",
  undoOnly: false,
  startedAt: at("20:02"),
  endedAt: null,
  times: 1,
  ...change,
});
const sentence = (...incidents: PartnerIncident[]) => incidentsSentence({ incidents, asOf }, ZONE);

describe("what partners did to the numbers", () => {
  test("is told with its times, the zone once", () => {
    expect(sentence()).toBe("");
    expect(sentence(incident())).toBe("Parcelway has failed since 14:02 CST.");
    expect(
      sentence(
        incident({ name: "ScriptLine", kind: "misconfigured", endedAt: at("20:20"), times: 3 }),
        incident({ name: "Dockside", kind: "held", endedAt: at("20:02") }),
      ),
    ).toBe(
      "ScriptLine refused our key from 14:02 to 14:20 CST, 3 times; Dockside was on hold at 14:02 CST.",
    );
  });

  test("of the undo alone says that orders went on", () => {
    expect(sentence(incident({ undoOnly: true, endedAt: at("20:04") }))).toBe(
      "Parcelway failed undo calls from 14:02 to 14:04 CST.",
    );
  });

  test("names the newest and counts the rest", () => {
    const many = ["18", "19", "20"].map((hour) =>
      incident({ startedAt: at(`${hour}:00`), endedAt: at(`${hour}:10`) }),
    );
    expect(sentence(incident({ startedAt: at("17:00"), endedAt: at("17:10") }), ...many)).toMatch(
      /^Parcelway failed from 12:00 to 12:10 CST; .*, and 1 more before that\.$/,
    );
  });
});

describe("the lines on the chart", () => {
  const failed = { prescription: 0, inventory: 0, shipment: 0, undo: 0 };
  const history = (...incidents: PartnerIncident[]): OverviewHistory => ({
    range: "1h",
    stepMinutes: 5,
    points: Array.from({ length: 12 }, (_, index) => ({
      at: new Date(Date.parse(at("19:35")) + index * 300_000).toISOString(),
      placed: 0,
      completed: 0,
      cancelled: 0,
      failed,
    })),
    totals: { placed: 0, completed: 0, cancelled: 0, failed },
    peaks: [],
    incidents,
    countedUpTo: asOf,
    asOf,
  });
  const marks = (...incidents: PartnerIncident[]) => incidentMarks(history(...incidents), ZONE);

  test("stand where it began, with time and name, up to its end or to now", () => {
    expect(marks(incident({ startedAt: at("20:05"), endedAt: at("20:20") }))).toMatchObject([
      { from: 50, until: 75, label: "14:05 Parcelway failing", lane: 0 },
    ]);
    const [lasting] = marks(incident());
    expect(lasting?.until).toBeCloseTo((100 * 56.78) / 60, 1);
  });

  test("begin at the axis where the incident is older", () => {
    expect(marks(incident({ startedAt: at("18:00") }))[0]?.from).toBe(0);
  });

  test("have labels that do not cover each other; the newest come first", () => {
    const at5 = (minute: number) => incident({ startedAt: at(`20:0${minute}`) });
    expect(marks(at5(1), at5(2), at5(3)).map(({ lane }) => lane)).toEqual([0, 1, null]);
    const apart = marks(incident({ startedAt: at("19:36") }), incident({ startedAt: at("20:30") }));
    expect(apart.map(({ lane }) => lane)).toEqual([0, 0]);
  });

  test("are told with the interval that they fall into", () => {
    const incidents = [incident({ startedAt: at("20:03"), endedAt: at("20:07") })];
    const found = ["19:55", "20:00", "20:05", "20:10"].map(
      (clock) => incidentsAt(incidents, at(clock), 5).length,
    );
    expect(found).toEqual([0, 1, 1, 0]);
  });
});
