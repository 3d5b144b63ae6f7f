import type { DbOrTx } from "#db/client";
import { countWorkersAlive } from "#db/queries/operations";
import { readOldestUnderWay } from "#db/queries/overview";
import { readPartnerStatus } from "#db/queries/partners";
import { readActivity, readCountedUpTo } from "#db/queries/rollups";
import { readClock, readShownOrders, type ShownOrderRow } from "#db/queries/sagas";
import type { Policy } from "#server/saga/policy";
import { type InboxRead, readInbox, rowsSeenBy } from "../inbox/list-inbox.ts";
import { readPartnerStanding } from "../partners/read-partner-standing.ts";
import type { Situation } from "../situation/situation.ts";
import { situationOfRow } from "../situation/situation-of-row.ts";
import { whereAndWhy } from "../situation/where-and-why.ts";
import { readLastHour } from "./last-hour.ts";
import { partnerLines } from "./partner-lines.ts";
import { queueLines } from "./queue-lines.ts";
import { windowOf } from "./ranges.ts";
import { stateCounts } from "./state-counts.ts";
import { stepLines } from "./step-lines.ts";
import type { OldestLine, OverviewNow } from "./views.ts";

const OLDEST = 4;
/** As many as stand on the first screen with all else that belongs there. */
const NEEDING = 7;
const INBOX_TOP = { owner: "all", cursor: null, limit: NEEDING, viewerId: null } as const;

/** What is so now, before it is known who looks at it. */
export type OverviewRead = Omit<OverviewNow, "needs"> & {
  needs: { lines: InboxRead["items"]; total: OverviewNow["needs"]["total"] };
};

/** The same as one person sees it. */
export const overviewSeenBy = (
  { needs, ...read }: OverviewRead,
  viewerId: string,
): OverviewNow => ({
  ...read,
  needs: { ...needs, lines: rowsSeenBy(needs.lines, viewerId) },
});

/** What is so now: states, who needs a person, partners, queues, steps. Every part costs the same however much history there is. */
export async function readOverview({
  db,
  policy,
}: {
  db: DbOrTx;
  policy: Policy;
}): Promise<OverviewRead> {
  const [now, standing] = await Promise.all([readClock(db), readPartnerStanding(db)]);
  const situationOf = (row: ShownOrderRow): Situation =>
    situationOfRow(row, { now, policy, ...standing });
  const [counts, inbox, lastHour, lastDay, partners, queues, workersAlive, oldest, countedUpTo] =
    await Promise.all([
      stateCounts(db),
      readInbox({ db, policy }, INBOX_TOP),
      readLastHour(db, now),
      readLastDay(db, now),
      readPartnerStatus(db),
      queueLines(db),
      countWorkersAlive(db),
      oldestLines(db, situationOf),
      readCountedUpTo(db),
    ]);
  return {
    states: counts.states,
    lastDay,
    needs: { lines: inbox.items, total: counts.states.needs_a_person },
    partners: partnerLines(partners, lastHour, now),
    queues: queues(lastHour),
    workersAlive,
    steps: stepLines(lastHour, counts),
    oldest,
    countedUpTo: countedUpTo?.toISOString() ?? null,
    asOf: new Date(now).toISOString(),
  };
}

async function readLastDay(db: DbOrTx, now: number): Promise<OverviewNow["lastDay"]> {
  const activity = await readActivity(db, windowOf("24h", now));
  const total = (measure: "orders_completed" | "orders_cancelled") =>
    activity.filter((row) => row.measure === measure).reduce((sum, { count }) => sum + count, 0);
  return { completed: total("orders_completed"), cancelled: total("orders_cancelled") };
}

async function oldestLines(
  db: DbOrTx,
  situationOf: (row: ShownOrderRow) => Situation,
): Promise<OldestLine[]> {
  const rows = await readShownOrders(db, await readOldestUnderWay(db, OLDEST));
  return rows.toReversed().map((row) => {
    const situation = situationOf(row);
    const { work } = situation.saga;
    return {
      orderNumber: row.order.orderNumber,
      sagaUuid: situation.saga.sagaUuid,
      ...whereAndWhy(situation),
      nextAttemptAt: work && work.dueAt > situation.now ? new Date(work.dueAt).toISOString() : null,
      placedAt: row.order.createdAt.toISOString(),
    };
  });
}
