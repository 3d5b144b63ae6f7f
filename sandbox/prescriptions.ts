import { randomInt } from "node:crypto";
import {
  CANCEL_DENIED_FAMILY_NAME,
  UNLICENSED_PRESCRIBER_NPI,
} from "#server/partners/contract/catalogue";
import type {
  CancelPrescriptionResponse,
  CreatePrescriptionRequest,
  PrescriptionResponse,
} from "#server/partners/contract/prescription";
import { catalogueItem } from "./ndc.ts";
import { problem, type Reply } from "./problem.ts";
import {
  claimReference,
  conflict,
  leaveTombstone,
  newId,
  newObject,
  pendingObject,
  pollHint,
  type Twist,
  type Write,
} from "./references.ts";
import type { StoredOf } from "./stored-object.ts";
import { isKind } from "./stored-object.ts";
import type { World } from "./world.ts";

export function createPrescription(
  world: World,
  request: CreatePrescriptionRequest,
  twist: Twist,
): Reply {
  const claim = claimReference(world, "prescription", request);
  if (claim.type === "refused") return claim.reply;
  if (claim.type === "known") {
    if (!isKind(claim.object, "prescription")) return conflict();
    const body = viewPrescription(claim.object, world.now);
    return {
      type: "ok",
      status: claim.object.state === "pending" ? 202 : 200,
      body,
      replayed: true,
    };
  }
  const refusal = refusalOf(request);
  if (refusal !== null) return refusal;
  const detail = {
    kind: "prescription" as const,
    items: request.items.map(({ lineId }) => ({ lineId, rxNumber: `7${randomInt(1e6, 1e7)}` })),
    undoRefusal:
      request.patient.familyName === CANCEL_DENIED_FAMILY_NAME ? "already_dispensed" : null,
  };
  const fresh = {
    ...newObject("prescription", request, { objectId: newId("rx"), detail }),
    detail,
  };
  if (twist.pending !== undefined) {
    const pending = { ...pendingObject(fresh, world.now, twist.pending), detail };
    world.save(pending);
    return { type: "ok", status: 202, body: viewPrescription(pending, world.now) };
  }
  world.record("created", fresh);
  return { type: "ok", status: 201, body: viewPrescription(fresh, world.now) };
}

/** What the prescription service would refuse by itself, without any scenario. */
function refusalOf(request: CreatePrescriptionRequest): Reply | null {
  for (const [i, item] of request.items.entries()) {
    if (item.prescriber?.npi === UNLICENSED_PRESCRIBER_NPI) {
      const pointer = `/items/${i}/prescriber/npi`;
      return refuse("prescriber_not_licensed", pointer, "The prescriber's licence is not active.");
    }
    if (catalogueItem(item.ndc) === undefined) {
      return refuse("ndc_not_dispensable", `/items/${i}/ndc`, "This package is not dispensable.");
    }
  }
  return null;
}

function refuse(code: string, pointer: string, message: string): Reply {
  return problem(code, message, { errors: [{ pointer, code, message }] });
}

const STATUS = {
  pending: "pending_verification",
  rejected: "rejected",
  live: "active",
  committed: "active",
  expired: "cancelled",
  undone: "cancelled",
  tombstone: "cancelled",
} as const;

export function viewPrescription(
  object: StoredOf<"prescription">,
  now: Date,
): PrescriptionResponse {
  const status = STATUS[object.state];
  return {
    prescriptionId: object.objectId ?? "",
    clientReference: object.clientReference,
    orderNumber: object.orderNumber,
    status,
    version: object.version,
    items: object.detail.items.map((item) => ({ ...item, status })),
    ...pollHint(object, now),
    ...(status === "rejected" ? { rejectionCode: object.rejectionCode ?? "rejected" } : {}),
  };
}

/** Cancels what stands under the reference; where nothing stands, it closes the reference for ever. */
export function cancelPrescription(world: World, write: Write): Reply {
  const object = world.find("prescription", write.clientReference);
  if (object !== undefined && object.orderNumber !== write.orderNumber) return conflict();
  if (object?.state === "undone") return cancelled({ status: "cancelled" });
  if (object?.state !== "live") {
    leaveTombstone(world, "prescription", write);
    return cancelled({ status: "cancelled", nothingToUndo: true });
  }
  if (isKind(object, "prescription") && object.detail.undoRefusal !== null) {
    return cancelled({ status: "cancel_denied", denialReason: object.detail.undoRefusal });
  }
  world.record("cancelled", { ...object, state: "undone", version: object.version + 1 });
  return cancelled({ status: "cancelled" });
}

function cancelled(body: CancelPrescriptionResponse): Reply {
  return { type: "ok", status: 200, body };
}
