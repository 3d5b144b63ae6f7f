import { z } from "zod";
import { lineId, partnerIdentifier, quantityUnit, writeFields } from "./reference.ts";

/** Partner profile v1, B: the warehouse. Paths are relative to the partner's URL. */
export const INVENTORY_PATHS = {
  create: "/v1/reservations",
  lookup: "/v1/reservations",
  get: "/v1/reservations/:id",
  extend: "/v1/reservations/:id/extend",
  commit: "/v1/reservations/:id/commit",
  release: "/v1/reservations/:id/release",
  cancelByReference: "/v1/reservations/cancel-by-reference",
} as const;

/** Business refusals of a create: 409 for insufficient_stock (with `lines`), 422 for the others. */
export const INVENTORY_REJECTIONS = [
  "insufficient_stock",
  "unknown_item",
  "item_recalled",
  "quantity_limit",
  "expiry_too_short",
] as const;

/** Business refusals of extend and commit (`reservation_expired`) and of release (`already_committed`), all 409. */
export const RESERVATION_REFUSALS = ["reservation_expired", "already_committed"] as const;

export const createReservationRequest = z.strictObject({
  ...writeFields,
  policy: z.literal("all_or_nothing"),
  ttlSeconds: z.int().positive(),
  minExpiryDate: z.iso.date(),
  lines: z
    .array(
      z.strictObject({
        lineId,
        ndc: z.string().min(1),
        quantity: z.number().positive(),
        unit: quantityUnit,
      }),
    )
    .min(1),
});
export type CreateReservationRequest = z.infer<typeof createReservationRequest>;

/** The stored reservation. Create answers 201, 200 when re-sent, or 202 while `pending`. */
export const reservationResponse = z.object({
  reservationId: partnerIdentifier,
  clientReference: z.string(),
  orderNumber: z.string(),
  status: z.enum(["pending", "held", "committed", "released", "expired", "rejected"]),
  version: z.int(),
  expiresAt: z.iso.datetime(),
  allocations: z.array(
    z.object({
      lineId: z.string(),
      locationId: z.string(),
      lotNumber: z.string(),
      expirationDate: z.iso.date(),
      quantity: z.number(),
    }),
  ),
  /** With `pending`. */
  pollAfterMs: z.number().nonnegative().optional(),
  /** With `rejected`. */
  rejectionCode: z.string().optional(),
});
export type ReservationResponse = z.infer<typeof reservationResponse>;

/** Look-up by reference: at most one, for a reference is unique for ever. */
export const reservationLookupResponse = z.array(reservationResponse);

/** Extend and commit answer 200 with the reservation. */
export const extendReservationRequest = z.strictObject({
  ...writeFields,
  ttlSeconds: z.int().positive(),
});
export const commitReservationRequest = z.strictObject(writeFields);

export const releaseReservationRequest = z.strictObject({
  ...writeFields,
  reasonCode: z.string().min(1),
});

/** The same for release and cancel-by-reference. A committed reservation answers 409 `already_committed` instead. */
export const releaseReservationResponse = z.discriminatedUnion("status", [
  z.object({ status: z.literal("released"), nothingToUndo: z.boolean().optional() }),
  z.object({ status: z.literal("release_pending"), pollAfterMs: z.number().optional() }),
]);
export type ReleaseReservationResponse = z.infer<typeof releaseReservationResponse>;
