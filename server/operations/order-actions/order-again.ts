import type { Db } from "#db/client";
import { findAction } from "#db/queries/operations";
import { type OrderContents, readOrderContents } from "#db/queries/order-contents";
import { findSagaStanding } from "#db/queries/sagas";
import { AppError } from "#server/errors";
import { newUuid } from "#server/ids";
import {
  type NumberlessOrder,
  type OrderCommitter,
  submitWithFreeNumber,
} from "#server/orders/submit-order";
import { rejectionWords } from "./rejection-words.ts";
import type { ActionResult } from "./views.ts";

export type AgainWish = {
  sagaUuid: string;
  actionId: string;
  revision: number;
  reasonCode: string;
  note: string | null;
};

/** What a storefront's id may be long, and what a new one needs beside the old one. */
const MAX_EXTERNAL_ID = 64;
const SUFFIX_LENGTH = 8;

/**
 * Places a cancelled order again: a new order, with a number of its own, that says
 * which one it replaces. What is sent is taken from the order itself, so nobody
 * types it anew. The same action id gives the same order again.
 */
export async function orderAgain(
  { db, committer }: { db: Db; committer: OrderCommitter },
  actorId: string,
  wish: AgainWish,
): Promise<ActionResult> {
  const standing = await findSagaStanding(db, wish.sagaUuid);
  const contents = standing && (await readOrderContents(db, standing.order.orderUuid));
  if (!contents) throw new AppError("not_found", "There is no such order.");
  const { saga } = standing;
  const { revision } = saga;
  if (saga.state !== "CANCELLED") return refused("not_cancelled", revision);
  const used = await findAction(db, wish.actionId);
  if (used && (used.kind !== "order_again" || used.actorId !== actorId)) {
    return refused("action_id_used", revision);
  }
  const { orderUuid, clientId } = contents.order;
  const receipt = await submitWithFreeNumber(committer, {
    type: "place",
    order: copyOf(contents),
    actor: { type: "person", id: actorId },
    idempotency: {
      key: `again-${wish.actionId}`,
      operation: "orders.again",
      fingerprint: `${orderUuid}:${actorId}`,
    },
    again: { ...wish, actorId, version: saga.version },
  });
  switch (receipt.type) {
    case "placed":
    case "replayed":
      return { type: "accepted", receiptId: wish.actionId, revision };
    case "already_replaced":
      return {
        type: "ignored",
        because: `It was placed again already, as ${receipt.orderNumber}.`,
      };
    case "key_reused":
      return refused("action_id_used", revision);
    case "external_order_id_exists":
      throw new Error(`Bug: ${clientId} has the external id that was made for an order again`);
  }
}

function refused(code: "not_cancelled" | "action_id_used", revision: number): ActionResult {
  const because = `Nothing was done: ${rejectionWords(code)}.`;
  return { type: "refused", code, because, until: null, revision };
}

function copyOf({ order, patient, lines }: OrderContents): NumberlessOrder {
  const orderUuid = newUuid();
  const { orderUuid: _patientOf, clientId: _clientOf, ...patientData } = patient;
  return {
    orderUuid,
    sagaUuid: newUuid(),
    clientId: order.clientId,
    externalOrderId: externalIdAgain(order.externalOrderId, orderUuid),
    replacesOrderId: order.orderUuid,
    shippingService: order.shippingService,
    shipTo: {
      name: order.shipToName,
      line1: order.shipToLine1,
      line2: order.shipToLine2,
      city: order.shipToCity,
      state: order.shipToState,
      postalCode: order.shipToPostalCode,
      // The only one that the table lets in.
      country: "US",
      residential: order.shipToResidential,
      instructions: order.shipToInstructions,
    },
    patient: patientData,
    lines: lines.map(({ orderUuid: _lineOf, position: _position, ...line }) => line),
  };
}

/** The storefront knows its own id again, and it is unlike any id of its own. */
function externalIdAgain(externalOrderId: string, orderUuid: string): string {
  const suffix = `:again-${orderUuid.slice(-SUFFIX_LENGTH)}`;
  return `${externalOrderId.slice(0, MAX_EXTERNAL_ID - suffix.length)}${suffix}`;
}
