import type { Reply } from "#server/saga/types";
import { buildCancelRequest } from "../build-cancel-request.ts";
import type { Partner } from "../call-partner.ts";
import { callPartner } from "../call-partner.ts";
import { pending } from "../classify-reply.ts";
import type { ReleaseReservationResponse } from "../contract/inventory.ts";
import { INVENTORY_PATHS, releaseReservationResponse } from "../contract/inventory.ts";
import { undone } from "../read-undo.ts";
import { inventoryReference } from "../references.ts";
import type { StepCaller } from "../types.ts";

/** By reference, never by id: it also works when the reservation was lost or has yet to arrive. */
export function releaseInventory(partner: Partner): StepCaller {
  return async (call) => {
    const body = buildCancelRequest(inventoryReference(call.sagaUuid), call.order.orderNumber);
    const answer = await callPartner(partner.client, call, {
      kind: "undo",
      path: INVENTORY_PATHS.cancelByReference,
      clientReference: body.clientReference,
      body,
      answer: releaseReservationResponse,
      timeoutMs: partner.timeoutMs,
    });
    return answer.type === "answered"
      ? readRelease(answer.value, call.references.inventory)
      : answer;
  };
}

function readRelease(release: ReleaseReservationResponse, reference: string | null): Reply {
  switch (release.status) {
    case "released":
      return undone(reference, release.nothingToUndo);
    case "release_pending":
      return pending(release.pollAfterMs ?? null);
  }
}
