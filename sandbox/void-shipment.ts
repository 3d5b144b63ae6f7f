import type { VoidShipmentResponse } from "#server/partners/contract/carrier";
import type { Reply } from "./problem.ts";
import { conflict, leaveTombstone } from "./references.ts";
import type { ShipmentReferences } from "./shipment-references.ts";
import type { World } from "./world.ts";

/**
 * Takes the label back and cancels the shipment. Both references are closed for ever afterwards,
 * also when neither of the calls has arrived yet.
 */
export function voidShipment(
  world: World,
  references: ShipmentReferences,
  orderNumber: string,
): Reply {
  const label = world.find("carrier", references.label);
  const shipment = world.find("carrier", references.create);
  const known = [label, shipment].filter((object) => object !== undefined);
  if (known.some((object) => object.orderNumber !== orderNumber)) return conflict();

  const wasBought = label?.state === "live" || label?.state === "undone";
  if (label?.state === "live") {
    const shipmentId = label.detail.kind === "label" ? label.detail.shipmentId : undefined;
    world.record("voided", { ...label, state: "undone", version: label.version + 1 }, shipmentId);
  } else if (!wasBought) {
    leaveTombstone(world, "carrier", { clientReference: references.label, orderNumber });
  }
  if (shipment?.state === "live") {
    world.save({ ...shipment, state: "undone", version: shipment.version + 1 });
  } else if (shipment?.state !== "undone") {
    leaveTombstone(world, "carrier", { clientReference: references.create, orderNumber });
  }
  return voided(wasBought ? { status: "voided" } : { status: "voided", nothingToUndo: true });
}

function voided(body: VoidShipmentResponse): Reply {
  return { type: "ok", status: 200, body };
}
