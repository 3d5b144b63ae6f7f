/**
 * The names a partner knows our calls by: one for each effect, the same in every re-send for ever.
 * An attempt number in here would turn a retry into a duplicate.
 */

export function prescriptionReference(sagaUuid: string): string {
  return `${sagaUuid}:prescription`;
}

export function inventoryReference(sagaUuid: string): string {
  return `${sagaUuid}:inventory`;
}

export function shipmentCreateReference(sagaUuid: string): string {
  return `${sagaUuid}:shipment:create`;
}

export function shipmentLabelReference(sagaUuid: string): string {
  return `${sagaUuid}:shipment:label`;
}

/** Names the shipment as a whole: cancelling by it voids, or bars both the create and the label. */
export function shipmentReference(sagaUuid: string): string {
  return `${sagaUuid}:shipment`;
}
