import type { DbOrTx } from "#db/client";
import { readTroubledIds } from "#db/queries/failures";
import { readClock, readShownOrders } from "#db/queries/sagas";
import type { Policy } from "#server/saga/policy";
import { maskName } from "../order-view/mask.ts";
import { readPartnerStanding } from "../partners/read-partner-standing.ts";
import { liveStatus } from "../situation/live-status.ts";
import { situationOfRow } from "../situation/situation-of-row.ts";
import { whereAndWhy } from "../situation/where-and-why.ts";
import type { TroubledOrders } from "./views.ts";

const PAGE = 25;

/** Orders that a failure holds up, the longest known first; `afterId` is the last page's cursor. */
export async function troubledOrders(
  { db, policy }: { db: DbOrTx; policy: Policy },
  { fingerprint, afterId }: { fingerprint: string; afterId: number },
): Promise<TroubledOrders> {
  const ids = await readTroubledIds(db, { fingerprint, afterId, limit: PAGE + 1 });
  const shown = ids.slice(0, PAGE);
  const [rows, now, standing] = await Promise.all([
    readShownOrders(db, shown),
    readClock(db),
    readPartnerStanding(db),
  ]);
  const items = rows.toReversed().map((row) => {
    const situation = situationOfRow(row, { now, policy, ...standing });
    return {
      orderNumber: row.order.orderNumber,
      sagaUuid: row.saga.saga_uuid,
      customer: maskName(row.patient.givenNames, row.patient.familyName),
      status: liveStatus(situation),
      ...whereAndWhy(situation),
      placedAt: row.order.createdAt.toISOString(),
    };
  });
  return { items, nextCursor: ids.length > PAGE ? (shown.at(-1) ?? null) : null };
}
