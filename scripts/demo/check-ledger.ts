import { LEDGER_PARTNERS, type Ledger } from "#server/audit/ledger";
import type { EndedOrder } from "./await-ends.ts";

const EFFECT = { prescription: "prescription", inventory: "reservation", carrier: "shipment" };

/**
 * Exactly one live prescription, reservation and shipment for each completed
 * order, none for a cancelled one; an order that waits may hold what it has.
 */
export function findLedgerFaults(orders: readonly EndedOrder[], ledger: Ledger): string[] {
  return orders.flatMap(({ orderNumber, sagaUuid, end }) => {
    const standing = ledger.standingOf(sagaUuid);
    return LEDGER_PARTNERS.flatMap((partner) => {
      const found = standing[partner];
      const wanted = end === "COMPLETED" ? 1 : 0;
      const isRight = end === "PARKED" ? found <= 1 : found === wanted;
      return isRight
        ? []
        : [`${orderNumber} is ${end} with ${found} live ${EFFECT[partner]}s instead of ${wanted}`];
    });
  });
}
