import type { readFailureGroups, readFailureHours } from "#db/queries/failures";
import type { BoundedCount } from "../list/views.ts";
import { groupLabel, groupPlace, groupTitle, statusWord } from "./group-words.ts";
import type { FailureRow } from "./views.ts";

type GroupRow = Awaited<ReturnType<typeof readFailureGroups>>[number];
type HourRow = Awaited<ReturnType<typeof readFailureHours>>[number];

/** Beyond this nobody reads the last digit of what is open in one group. */
export const OPEN_BOUND = 1_000;
const HOURS = 24;
const HOUR_MS = 60 * 60_000;

/** The start of the first of the last 24 hours. */
export function hoursBegin(now: number): Date {
  return new Date(Math.floor(now / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS);
}

export function failureRow(
  { group, ownerName, open }: GroupRow,
  hours: readonly HourRow[],
  now: number,
): FailureRow {
  const begin = hoursBegin(now).getTime();
  const attemptsAt = new Map(hours.map(({ hour, attempts }) => [hour.getTime(), attempts]));
  return {
    id: group.id,
    label: groupLabel(group.id),
    title: groupTitle(group),
    place: groupPlace(group),
    code: group.code,
    hours: Array.from({ length: HOURS }, (_, at) => attemptsAt.get(begin + at * HOUR_MS) ?? 0),
    open: bounded(open),
    orders: group.orderCount,
    firstSeenAt: group.firstSeenAt.toISOString(),
    lastSeenAt: group.lastSeenAt.toISOString(),
    status: group.status,
    statusWord: statusWord(group.status, group.fixedIn),
    ignoredUntil: group.status === "ignored" ? (group.ignoredUntil?.toISOString() ?? null) : null,
    owner: group.ownerId === null ? null : (ownerName ?? "A former colleague"),
  };
}

function bounded(counted: number): BoundedCount {
  return { count: Math.min(counted, OPEN_BOUND), atLeast: counted > OPEN_BOUND };
}
