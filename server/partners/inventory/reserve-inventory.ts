import type { Reply } from "#server/saga/types";
import type { Partner } from "../call-partner.ts";
import { callPartner } from "../call-partner.ts";
import { pending } from "../classify-reply.ts";
import type { ReservationResponse } from "../contract/inventory.ts";
import {
  INVENTORY_PATHS,
  reservationLookupResponse,
  reservationResponse,
} from "../contract/inventory.ts";
import { lookUp } from "../look-up.ts";
import { safeCode } from "../reply-codes.ts";
import type { StepCall, StepCaller } from "../types.ts";
import { buildReserveInventoryRequest } from "./build-reserve-request.ts";

export function reserveInventory(partner: Partner): StepCaller {
  return async (call) => {
    const body = buildReserveInventoryRequest(call);
    if (call.inDoubt) {
      const finding = await findReservation(partner, call, body.clientReference);
      if (finding.type === "unanswered") return finding.reply;
      if (finding.type === "found") return readReservation(finding.value);
    }
    const answer = await callPartner(partner.client, call, {
      kind: "forward",
      path: INVENTORY_PATHS.create,
      clientReference: body.clientReference,
      body,
      answer: reservationResponse,
      timeoutMs: partner.timeoutMs,
    });
    if (answer.type !== "answered") return answer;
    return readReservation(answer.value);
  };
}

function findReservation(partner: Partner, call: StepCall, clientReference: string) {
  return lookUp(partner, call, {
    path: INVENTORY_PATHS.lookup,
    clientReference,
    answer: reservationLookupResponse,
  });
}

function readReservation(reservation: ReservationResponse): Reply {
  switch (reservation.status) {
    case "held":
    case "committed":
      return { type: "succeeded", reference: reservation.reservationId };
    case "pending":
      return pending(reservation.pollAfterMs ?? null);
    case "rejected":
      return { type: "rejected", code: safeCode(reservation.rejectionCode ?? "rejected") };
    case "released":
      return { type: "rejected", code: "reference_cancelled" };
    case "expired":
      // The reference is spent: the goods cannot be held under it again.
      return { type: "rejected", code: "reservation_expired" };
  }
}
