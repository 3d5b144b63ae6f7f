import type { DbOrTx } from "#db/client";
import { type HoldRow, type IncidentRow, readHolds, readIncidents } from "#db/queries/partners";
import type { PartnerName } from "#server/partners/types";
import { PARTNER_NAME } from "../partners/partner-words.ts";
import type { PartnerIncident } from "./views.ts";

/** A partner that fails on and off opens its circuit often; the newest are enough for a chart. */
const MOST_ROWS = 1_000;
const MOST_HOLDS = 100;
/** Those that follow within this are one for whoever looks at a day. */
const SAME_WITHIN_MS = 5 * 60_000;

/** One time in which a partner got no calls, in one direction or both; `until` is null while it lasts. */
export type Closure = {
  partner: PartnerName;
  kind: PartnerIncident["kind"];
  direction: "forward" | "undo";
  from: number;
  until: number | null;
};

/** The partners' incidents from `fromMs` on: circuits that were open, and what people held. */
export async function readPartnerIncidents(db: DbOrTx, fromMs: number): Promise<PartnerIncident[]> {
  const from = new Date(fromMs);
  const [rows, holds] = await Promise.all([
    readIncidents(db, from, MOST_ROWS),
    readHolds(db, from, MOST_HOLDS),
  ]);
  return incidentsOf([...rows.map(closureOf), ...heldTimes(holds)], fromMs);
}

const closureOf = ({ partner, direction, cause, startedAt, endedAt }: IncidentRow): Closure => ({
  partner,
  kind: cause,
  direction,
  from: startedAt.getTime(),
  until: endedAt?.getTime() ?? null,
});

/** A hold ends with the release that follows it. */
export function heldTimes(holds: readonly HoldRow[]): Closure[] {
  return holds.flatMap(({ partner, kind, at }, index) => {
    if (kind !== "hold") return [];
    const end = holds.find(
      (each, later) => later > index && each.partner === partner && each.kind === "release",
    );
    const until = end?.at.getTime() ?? null;
    return [{ partner, kind: "held", direction: "forward", from: at.getTime(), until }];
  });
}

/** Closures of one partner for one cause that meet, or nearly, as one incident; what ended before `fromMs` is left out. */
export function incidentsOf(closures: readonly Closure[], fromMs: number): PartnerIncident[] {
  const alike = Map.groupBy(closures, ({ partner, kind }) => `${partner} ${kind}`);
  const joined = [...alike.values()].flatMap(join);
  return joined
    .filter(({ until }) => until === null || until >= fromMs)
    .toSorted((a, b) => a.from - b.from)
    .map(({ partner, kind, from, until, times, directions }) => ({
      name: PARTNER_NAME[partner],
      kind,
      undoOnly: !directions.has("forward"),
      startedAt: new Date(from).toISOString(),
      endedAt: until === null ? null : new Date(until).toISOString(),
      times,
    }));
}

type Joined = Omit<Closure, "direction"> & {
  times: number;
  directions: Set<Closure["direction"]>;
};

function join(closures: readonly Closure[]): Joined[] {
  const joined: Joined[] = [];
  for (const { direction, ...closure } of closures.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && (last.until === null || closure.from - last.until <= SAME_WITHIN_MS)) {
      // Both directions of one partner are shut in the same moment: that is once.
      if (closure.from > last.from) last.times += 1;
      last.until = laterOf(last.until, closure.until);
      last.directions.add(direction);
    } else joined.push({ ...closure, times: 1, directions: new Set([direction]) });
  }
  return joined;
}

const laterOf = (a: number | null, b: number | null) =>
  a === null || b === null ? null : Math.max(a, b);
