import { z } from "zod";
import {
  partnerIdentifier,
  postalAddress,
  shipmentCreateReference,
  shipmentLabelReference,
  writeFields,
} from "./reference.ts";

/** Partner profile v1, C: the carrier. Paths are relative to the partner's URL. */
export const CARRIER_PATHS = {
  create: "/v1/shipments",
  lookup: "/v1/shipments",
  get: "/v1/shipments/:id",
  label: "/v1/shipments/:id/label",
  void: "/v1/shipments/:id/void",
  cancelByReference: "/v1/shipments/cancel-by-reference",
} as const;

/** Business refusals of create and label (422): understood, nothing done, will not. */
export const CARRIER_REJECTIONS = [
  "address_undeliverable",
  "service_unavailable",
  "restricted_item",
  "po_box_not_allowed",
  "weight_limit",
] as const;

/** 402: our account is empty. It concerns every order, not this one. */
export const CARRIER_ACCOUNT_PROBLEMS = ["insufficient_funds"] as const;

const party = z.strictObject({
  name: z.string().min(1),
  address: postalAddress,
  phone: z.string().nullable(),
});

/** The carrier learns no medicine, neither here nor on the label. */
export const createShipmentRequest = z.strictObject({
  ...writeFields,
  clientReference: shipmentCreateReference,
  service: z.enum(["standard", "expedited", "overnight"]),
  from: party,
  to: party.extend({
    residential: z.boolean().nullable(),
    instructions: z.string().nullable(),
  }),
  parcels: z
    .array(
      z.strictObject({
        weightGrams: z.int().positive(),
        lengthMm: z.int().positive(),
        widthMm: z.int().positive(),
        heightMm: z.int().positive(),
      }),
    )
    .min(1),
  declaredValueCents: z.int().nonnegative(),
});
export type CreateShipmentRequest = z.infer<typeof createShipmentRequest>;

/**
 * The stored shipment as create, GET and look-up answer it. Create is free; the label is the purchase.
 * Look-up finds it by `<sagaUuid>:shipment:create`, `…:shipment:label` or `…:shipment`.
 */
export const shipmentResponse = z.object({
  shipmentId: partnerIdentifier,
  /** The reference of its create. */
  clientReference: z.string(),
  orderNumber: z.string(),
  status: z.enum([
    "pending",
    "created",
    "label_pending",
    "label_purchased",
    "label_rejected",
    "rejected",
    "voided",
  ]),
  rateCents: z.int().nonnegative(),
  estimatedDeliveryOn: z.iso.date(),
  /** The label's facts; null until it is bought. */
  trackingNumber: partnerIdentifier.nullable(),
  labelUrl: z.string().nullable(),
  carrier: z.string().nullable(),
  costCents: z.int().nonnegative().nullable(),
  /** With a pending status. */
  pollAfterMs: z.number().nonnegative().optional(),
  /** With a rejected status. */
  rejectionCode: z.string().optional(),
});
export type ShipmentResponse = z.infer<typeof shipmentResponse>;

/** Look-up by reference: at most one, for a reference is unique for ever. */
export const shipmentLookupResponse = z.array(shipmentResponse);

export const buyLabelRequest = z.strictObject({
  ...writeFields,
  clientReference: shipmentLabelReference,
});
export type BuyLabelRequest = z.infer<typeof buyLabelRequest>;

const labelFields = {
  shipmentId: partnerIdentifier,
  /** The reference of the purchase. */
  clientReference: z.string(),
  orderNumber: z.string(),
};

/** 201 when bought, 200 when re-sent, 202 while pending (then poll GET of the shipment). */
export const labelResponse = z.discriminatedUnion("status", [
  z.object({
    ...labelFields,
    status: z.literal("label_purchased"),
    trackingNumber: partnerIdentifier,
    labelUrl: z.string(),
    carrier: z.string(),
    costCents: z.int().nonnegative(),
  }),
  z.object({
    ...labelFields,
    status: z.literal("label_pending"),
    pollAfterMs: z.number().nonnegative().optional(),
  }),
  z.object({ ...labelFields, status: z.literal("label_rejected"), rejectionCode: z.string() }),
]);
export type LabelResponse = z.infer<typeof labelResponse>;

export const voidShipmentRequest = z.strictObject({
  ...writeFields,
  reasonCode: z.string().min(1),
});

export const VOID_REFUSAL_REASONS = ["already_scanned", "window_closed", "not_applicable"] as const;

/** 200 for voided and void_refused, 202 for void_pending. The same for void and cancel-by-reference. */
export const voidShipmentResponse = z.discriminatedUnion("status", [
  z.object({ status: z.literal("voided"), nothingToUndo: z.boolean().optional() }),
  z.object({ status: z.literal("void_refused"), reason: z.string() }),
  z.object({ status: z.literal("void_pending"), pollAfterMs: z.number().optional() }),
]);
export type VoidShipmentResponse = z.infer<typeof voidShipmentResponse>;
