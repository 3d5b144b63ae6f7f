import { randomInt } from "node:crypto";
import type {
  CreateShipmentRequest,
  LabelResponse,
  ShipmentResponse,
} from "#server/partners/contract/carrier";
import {
  DROP_AFTER_FAMILY_NAME,
  UNDELIVERABLE_POSTAL_CODE,
} from "#server/partners/contract/catalogue";
import { problem, type Reply } from "./problem.ts";
import {
  claimReference,
  conflict,
  newId,
  newObject,
  pendingObject,
  pollHint,
  type Twist,
  type Write,
} from "./references.ts";
import { shipmentReferences } from "./shipment-references.ts";
import { isKind, type StoredOf } from "./stored-object.ts";
import type { World } from "./world.ts";

const DAY_MS = 86_400_000;
const SERVICES = {
  standard: { rateCents: 695, days: 4 },
  expedited: { rateCents: 1295, days: 2 },
  overnight: { rateCents: 2895, days: 1 },
} as const;

export function createShipment(world: World, request: CreateShipmentRequest, twist: Twist): Reply {
  const claim = claimReference(world, "carrier", request);
  if (claim.type === "refused") return claim.reply;
  if (claim.type === "known") {
    if (!isKind(claim.object, "shipment")) return conflict();
    const body = viewShipment(claim.object, labelOf(world, claim.object), world.now);
    return {
      type: "ok",
      status: claim.object.state === "pending" ? 202 : 200,
      body,
      replayed: true,
    };
  }
  if (request.to.address.postalCode.startsWith(UNDELIVERABLE_POSTAL_CODE)) {
    const code = "address_undeliverable";
    const message = "The carrier does not deliver to this address.";
    return problem(code, message, {
      errors: [{ pointer: "/to/address/postalCode", code, message }],
    });
  }
  const { rateCents, days } = SERVICES[request.service];
  const detail = {
    kind: "shipment" as const,
    rateCents,
    estimatedDeliveryOn: new Date(world.now.getTime() + days * DAY_MS).toISOString().slice(0, 10),
    losesFirstLabelAnswer: request.to.name.split(/\s+/).includes(DROP_AFTER_FAMILY_NAME),
    labelReference: null,
  };
  const fresh = { ...newObject("carrier", request, { objectId: newId("shp"), detail }), detail };
  const stored =
    twist.pending === undefined
      ? fresh
      : { ...pendingObject(fresh, world.now, twist.pending), detail };
  // Creating a shipment is free, so the ledger does not know of it.
  world.save(stored);
  const status = stored.state === "pending" ? 202 : 201;
  return { type: "ok", status, body: viewShipment(stored, undefined, world.now) };
}

/** The purchase. A shipment carries one label for ever. */
export function buyLabel(world: World, shipmentId: string, write: Write, twist: Twist): Reply {
  // The shipment is part of the content: the same reference for another parcel is a conflict.
  const request = { ...write, shipmentId };
  const claim = claimReference(world, "carrier", request);
  if (claim.type === "refused") return claim.reply;
  if (claim.type === "known") {
    if (!isKind(claim.object, "label")) return conflict();
    const body = viewLabel(claim.object, world.now);
    return {
      type: "ok",
      status: claim.object.state === "pending" ? 202 : 200,
      body,
      replayed: true,
    };
  }
  const shipment = world.findById(shipmentId);
  if (shipment === undefined || !isKind(shipment, "shipment")) {
    return problem("not_found", "There is no such shipment.");
  }
  if (shipment.state === "undone" || shipment.state === "tombstone") {
    return problem("reference_cancelled", "This shipment was voided.");
  }
  if (shipment.state !== "live") return problem("in_progress", "The shipment is not ready yet.");
  // One parcel's references belong together, so that voiding it finds both.
  const { label } = shipmentReferences(shipment.clientReference);
  if (shipment.detail.labelReference !== null || label !== write.clientReference) return conflict();
  return sellLabel(world, shipment, request, twist);
}

function sellLabel(
  world: World,
  shipment: StoredOf<"shipment">,
  request: Write & { shipmentId: string },
  twist: Twist,
): Reply {
  const labelId = newId("lbl");
  const detail = {
    kind: "label" as const,
    shipmentId: request.shipmentId,
    trackingNumber: `SBX${randomInt(1e12, 9e12)}`,
    labelUrl: `https://carrier.invalid/labels/${labelId}.pdf`,
    carrier: "Sandbox Parcel",
    costCents: shipment.detail.rateCents,
  };
  const fresh = { ...newObject("carrier", request, { objectId: labelId, detail }), detail };
  const labelled = { ...shipment.detail, labelReference: request.clientReference };
  world.save({ ...shipment, detail: labelled, version: shipment.version + 1 });
  if (twist.pending !== undefined) {
    const pending = { ...pendingObject(fresh, world.now, twist.pending), detail };
    world.save(pending);
    return { type: "ok", status: 202, body: viewLabel(pending, world.now) };
  }
  world.record("purchased", fresh, request.shipmentId);
  const body = viewLabel(fresh, world.now);
  return shipment.detail.losesFirstLabelAnswer
    ? { type: "ok", status: 201, body, loseAnswer: true }
    : { type: "ok", status: 201, body };
}

function labelOf(world: World, shipment: StoredOf<"shipment">): StoredOf<"label"> | undefined {
  if (shipment.detail.labelReference === null) return undefined;
  const label = world.find("carrier", shipment.detail.labelReference);
  return label !== undefined && isKind(label, "label") ? label : undefined;
}

export function viewShipment(
  shipment: StoredOf<"shipment">,
  label: StoredOf<"label"> | undefined,
  now: Date,
): ShipmentResponse {
  const bought = label?.state === "live" || label?.state === "undone" ? label.detail : undefined;
  const rejectionCode =
    shipment.state === "rejected" ? shipment.rejectionCode : rejectionOfLabel(label);
  return {
    shipmentId: shipment.objectId ?? "",
    clientReference: shipment.clientReference,
    orderNumber: shipment.orderNumber,
    status: statusOf(shipment, label),
    rateCents: shipment.detail.rateCents,
    estimatedDeliveryOn: shipment.detail.estimatedDeliveryOn,
    trackingNumber: bought?.trackingNumber ?? null,
    labelUrl: bought?.labelUrl ?? null,
    carrier: bought?.carrier ?? null,
    costCents: bought?.costCents ?? null,
    ...pollHint(shipment, now),
    ...(label === undefined ? {} : pollHint(label, now)),
    ...(rejectionCode === null ? {} : { rejectionCode }),
  };
}

const rejectionOfLabel = (label: StoredOf<"label"> | undefined) =>
  label?.state === "rejected" ? label.rejectionCode : null;

function statusOf(
  shipment: StoredOf<"shipment">,
  label: StoredOf<"label"> | undefined,
): ShipmentResponse["status"] {
  if (shipment.state === "pending" || shipment.state === "rejected") return shipment.state;
  if (shipment.state !== "live") return "voided";
  if (label?.state === "pending") return "label_pending";
  if (label?.state === "rejected") return "label_rejected";
  return label?.state === "live" ? "label_purchased" : "created";
}

function viewLabel(label: StoredOf<"label">, now: Date): LabelResponse {
  const { shipmentId, trackingNumber, labelUrl, carrier, costCents } = label.detail;
  const { clientReference, orderNumber } = label;
  const shared = { shipmentId, clientReference, orderNumber };
  return label.state === "pending"
    ? { ...shared, status: "label_pending", ...pollHint(label, now) }
    : { ...shared, status: "label_purchased", trackingNumber, labelUrl, carrier, costCents };
}
