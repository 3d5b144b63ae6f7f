import type { OverviewHistory, PartnerIncident } from "#server/operations/overview/views";
import { momentWords } from "./chart-axis.ts";

/** More would be a list; the table has them all. */
const MOST_TOLD = 3;

type Zone = string | undefined;

const STATE: Record<PartnerIncident["kind"], string> = {
  failing: "failing",
  misconfigured: "refuses our key",
  held: "on hold",
};

/** `Parcelway failing`, `ScriptLine refuses our key`: beside its line, and in the table. */
export function incidentWords({ name, kind, undoOnly }: PartnerIncident): string {
  return `${name} ${STATE[kind]}${undoOnly ? ", undo only" : ""}`;
}

/** `14:02 Parcelway failing`. */
function incidentLabel(incident: PartnerIncident, asOf: string, zone: Zone): string {
  const moment = momentWords(incident.startedAt, asOf, zone).replace(/ [A-Z+\-\d:]+$/, "");
  return `${moment} ${incidentWords(incident)}`;
}

const WAS: Record<PartnerIncident["kind"], [was: string, is: string]> = {
  failing: ["failed", "has failed"],
  misconfigured: ["refused our key", "has refused our key"],
  held: ["was on hold", "is on hold"],
};

/** What partners did to the numbers, newest last: `Parcelway failed from 13:15 to 13:22 CST.` */
export function incidentsSentence(
  { incidents, asOf }: Pick<OverviewHistory, "incidents" | "asOf">,
  zone: Zone,
): string {
  if (incidents.length === 0) return "";
  const told = incidents.slice(-MOST_TOLD).map((incident) => {
    const { name, kind, startedAt, endedAt, undoOnly, times } = incident;
    const [was, is] = WAS[kind];
    const from = momentWords(startedAt, asOf, zone);
    const until = endedAt === null ? null : momentWords(endedAt, asOf, zone);
    const what = `${until === null ? is : was}${undoOnly ? " undo calls" : ""}`;
    const often = times > 1 ? `, ${times} times` : "";
    return `${name} ${what} ${span(from, until)}${often}`;
  });
  const more = incidents.length - told.length;
  const rest = more === 0 ? "" : `, and ${more} more before that`;
  return `${told.join("; ")}${rest}.`;
}

/** The day and the zone once, where they are the same for both. */
function span(from: string, until: string | null): string {
  if (until === null) return `since ${from}`;
  if (from === until) return `at ${from}`;
  const zone = / \S+$/.exec(until)?.[0] ?? "";
  const start = from.endsWith(zone) ? from.slice(0, from.length - zone.length) : from;
  return `from ${start} to ${until}`;
}

export type IncidentMark = {
  incident: PartnerIncident;
  /** Where it began and ended on the axis, 0 to 100; one that is older than the axis begins at 0. */
  from: number;
  until: number;
  label: string;
  /** In which of two lines its label fits; null where it would cover another. */
  lane: 0 | 1 | null;
};

/** Of the axis that a label may cover: some 24 letters on a card of half a screen. */
const LABEL = 34;
/** From here on a label stands on the left of its line. */
const TURNS_AT = 62;

/** Where the incidents stand on the axis, newest first; the newest have the first choice of a place for their label. */
export function incidentMarks(
  { incidents, points, stepMinutes, asOf }: OverviewHistory,
  zone: Zone,
): IncidentMark[] {
  const start = Date.parse(points[0]?.at ?? asOf);
  const length = points.length * stepMinutes * 60_000;
  const place = (at: string) =>
    Math.min(100, Math.max(0, (100 * (Date.parse(at) - start)) / length));
  const taken: [number, number][][] = [[], []];
  return incidents.toReversed().map((incident) => {
    const from = place(incident.startedAt);
    const room: [number, number] = from > TURNS_AT ? [from - LABEL, from] : [from, from + LABEL];
    const lane = ([0, 1] as const).find(
      (each) => !taken[each]?.some(([a, b]) => a < room[1] && room[0] < b),
    );
    if (lane !== undefined) taken[lane]?.push(room);
    return {
      incident,
      from,
      until: place(incident.endedAt ?? asOf),
      label: incidentLabel(incident, asOf, zone),
      lane: lane ?? null,
    };
  });
}

export const standsLeft = (from: number): boolean => from > TURNS_AT;

/** Which incidents fall into an interval. */
export function incidentsAt(
  incidents: readonly PartnerIncident[],
  at: string,
  stepMinutes: number,
): PartnerIncident[] {
  const from = Date.parse(at);
  const to = from + stepMinutes * 60_000;
  return incidents.filter(
    ({ startedAt, endedAt }) =>
      Date.parse(startedAt) < to && (endedAt === null || Date.parse(endedAt) >= from),
  );
}
