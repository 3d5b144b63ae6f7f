import type { DbOrTx } from "#db/client";
import { readWaitingForAPerson, type WaitingForAPerson } from "#db/queries/overview";
import { readShownOrders, type ShownOrderRow } from "#db/queries/sagas";
import { liveStatus } from "../live-status.ts";
import { orderCard } from "../order-card.ts";
import type { Situation } from "../situation.ts";
import type { NeedsLine } from "./views.ts";

const LINES = 8;
/** The longest waits are looked for among so many of the oldest. */
const BOUND = 10_000;

/** Who has waited longest for a person, with what that person does next. */
export async function needsLines(
  db: DbOrTx,
  situationOf: (row: ShownOrderRow) => Situation,
): Promise<NeedsLine[]> {
  const waiting = await readWaitingForAPerson(db, { bound: BOUND, limit: LINES });
  const rows = await readShownOrders(
    db,
    waiting.map(({ id }) => id),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return waiting.flatMap((each) => {
    const row = byId.get(each.id);
    return row ? [lineOf(each, row, situationOf(row))] : [];
  });
}

function lineOf({ since }: WaitingForAPerson, row: ShownOrderRow, situation: Situation): NeedsLine {
  const { headline, yourPart } = orderCard(situation);
  return {
    orderNumber: row.order.orderNumber,
    orderUuid: row.order.orderUuid,
    sagaUuid: situation.saga.sagaUuid,
    status: liveStatus(situation),
    headline,
    next: [yourPart.lead, yourPart.rest].filter((part) => part !== "").join(" "),
    since: since.toISOString(),
  };
}
