import type { DbOrTx } from "#db/client";
import { countHeldByPeople, countUntold, readStandings, type Standing } from "#db/queries/overview";
import { countListedOrders } from "../list/count-orders.ts";
import { EVERYTHING } from "../list/list-wish.ts";
import type { BoundedCount } from "../list/views.ts";
import { NOTICE_GRACE_MS, STALLED_AFTER_MS } from "../situation/live-status.ts";
import type { CountedState, OverviewNow } from "./views.ts";

/** Beyond this nobody reads the last digit; see ADR 6. */
const BOUND = 10_000;
/** Each open message costs a look at its saga. */
const MESSAGE_BOUND = 2_000;

export type StateCounts = Pick<OverviewNow, "states"> & {
  standings: readonly Standing[];
  /** More is under way than was looked at. */
  atLeast: boolean;
};

/** How many orders show each badge now, as far as it is not the end of the order. */
export async function stateCounts(db: DbOrTx): Promise<StateCounts> {
  const [standings, held, needing, untold] = await Promise.all([
    readStandings(db, { bound: BOUND, stalledAfterMs: STALLED_AFTER_MS }),
    countHeldByPeople(db, BOUND + 1),
    countListedOrders({ db }, { filter: "needs_a_person", where: EVERYTHING }),
    countUntold(db, { bound: MESSAGE_BOUND, noticeGraceMs: NOTICE_GRACE_MS }),
  ]);
  const atLeast = (["forward", "undo"] as const).some(
    (direction) => sum(standings.filter((each) => each.direction === direction)) >= BOUND,
  );
  const showing = (status: Standing["status"]): BoundedCount => ({
    count: sum(standings.filter((each) => each.status === status)),
    atLeast,
  });
  const onHold = showing("on_hold");
  const states: Record<CountedState, BoundedCount> = {
    scheduled: showing("scheduled"),
    running: showing("running"),
    retrying: showing("retrying"),
    stalled: showing("stalled"),
    outcome_unknown: showing("outcome_unknown"),
    on_hold: { count: onHold.count + Math.min(held, BOUND), atLeast: atLeast || held > BOUND },
    undoing: showing("undoing"),
    // As the list has them: whose customer could not be told is among those who need a person.
    needs_a_person: { count: needing.count, atLeast: needing.atLeast },
    customer_not_told: untold,
  };
  return { states, standings, atLeast };
}

const sum = (standings: readonly Standing[]) =>
  standings.reduce((total, { count }) => total + count, 0);
