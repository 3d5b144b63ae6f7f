import type { DbOrTx } from "#db/client";
import { countNewGroups, readFailureGroups, readFailureHours } from "#db/queries/failures";
import { readClock } from "#db/queries/sagas";
import { failureRow, hoursBegin, OPEN_BOUND } from "./failure-row.ts";
import type { FailureList, FailureRow, FailureStatus } from "./views.ts";

/** There are as many groups as steps have codes: more than this is a flood of its own. */
const MAX_GROUPS = 200;
const SHOWN_MS = 7 * 24 * 60 * 60_000;

/** What failed in the last seven days or holds up an order now; what nobody has looked at first. */
export async function listFailures({ db }: { db: DbOrTx }): Promise<FailureList> {
  const now = await readClock(db);
  const rows = await readFailureGroups(db, { limit: MAX_GROUPS, bound: OPEN_BOUND + 1 });
  const shown = rows.filter(
    ({ group, open }) => open > 0 || group.lastSeenAt.getTime() > now - SHOWN_MS,
  );
  const hours = await readFailureHours(
    db,
    shown.map(({ group }) => group.id),
    hoursBegin(now),
  );
  const hoursOf = Map.groupBy(hours, ({ groupId }) => groupId);
  const groups = shown
    .map((row) => failureRow(row, hoursOf.get(row.group.id) ?? [], now))
    .toSorted(byUrgency);
  return {
    groups,
    open: {
      count: groups.reduce((sum, { open }) => sum + open.count, 0),
      atLeast: groups.some(({ open }) => open.atLeast),
    },
    asOf: new Date(now).toISOString(),
  };
}

const RANK: Record<FailureStatus, number> = {
  came_back: 0,
  new: 1,
  known: 2,
  waiting_for_partner: 2,
  fixed: 3,
  ignored: 4,
};

function byUrgency(one: FailureRow, other: FailureRow): number {
  return (
    RANK[one.status] - RANK[other.status] ||
    other.open.count - one.open.count ||
    other.lastSeenAt.localeCompare(one.lastSeenAt)
  );
}

/** How many groups wait for somebody to look at them; said beside the page's name. */
export async function countNewFailures({ db }: { db: DbOrTx }): Promise<{ count: number }> {
  const now = await readClock(db);
  return { count: await countNewGroups(db, new Date(now - SHOWN_MS), MAX_GROUPS) };
}
