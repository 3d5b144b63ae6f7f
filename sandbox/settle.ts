import { giveBackStock, takeStock } from "./reservations.ts";
import { isKind, type StoredObject } from "./stored-object.ts";
import type { World } from "./world.ts";

/** Decides a pending object, or lets a held reservation expire, if its time has come. */
export function settleDue(world: World, object: StoredObject): void {
  if (object.dueAt === null || object.dueAt > world.now) return;
  const settled = { ...object, dueAt: null, version: object.version + 1 };
  if (object.state === "live" && isKind(object, "reservation")) {
    giveBackStock(world, object.detail.lines);
    world.record("released", { ...settled, state: "expired" });
    return;
  }
  if (object.state !== "pending") return;
  if (object.rejectionCode !== null) {
    world.save({ ...settled, state: "rejected" });
    return;
  }
  switch (object.detail.kind) {
    case "prescription":
      world.record("created", { ...settled, state: "live" });
      return;
    case "reservation": {
      const missing = takeStock(world, object.detail.lines);
      if (missing !== null) {
        world.save({ ...settled, state: "rejected", rejectionCode: "insufficient_stock" });
        return;
      }
      const dueAt = new Date(object.detail.expiresAt);
      world.record("reserved", { ...settled, state: "live", dueAt });
      return;
    }
    case "shipment":
      // Creating a shipment is free: no effect until its label is bought.
      world.save({ ...settled, state: "live" });
      return;
    case "label":
      world.record("purchased", { ...settled, state: "live" }, object.detail.shipmentId);
      return;
    case "message":
    case "none":
      return;
  }
}
