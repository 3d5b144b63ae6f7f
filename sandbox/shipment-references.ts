export type ShipmentReferences = { create: string; label: string };

/** `<sagaUuid>:shipment` stands for both calls of the step; either of them means the same parcel. */
export function shipmentReferences(clientReference: string): ShipmentReferences {
  const parcel = clientReference.replace(/:(create|label)$/, "");
  return { create: `${parcel}:create`, label: `${parcel}:label` };
}
