import { z } from "zod";
import { lineId, partnerIdentifier, quantityUnit, writeFields } from "./reference.ts";

/** Partner profile v1, A: the prescription service. Paths are relative to the partner's URL. */
export const PRESCRIPTION_PATHS = {
  create: "/v1/prescriptions",
  lookup: "/v1/prescriptions",
  get: "/v1/prescriptions/:id",
  cancel: "/v1/prescriptions/:id/cancel",
  cancelByReference: "/v1/prescriptions/cancel-by-reference",
} as const;

/** Business refusals of a create (422): understood, nothing done, will not. */
export const PRESCRIPTION_REJECTIONS = [
  "prescriber_unknown",
  "prescriber_not_licensed",
  "rx_expired",
  "refill_too_soon",
  "interaction_hold",
  "controlled_not_allowed",
  "patient_mismatch",
  "ndc_not_dispensable",
] as const;

export const createPrescriptionRequest = z.strictObject({
  ...writeFields,
  patient: z.strictObject({
    externalPatientId: z.string().min(1),
    givenNames: z.array(z.string().min(1)).min(1),
    familyName: z.string().min(1),
    birthDate: z.iso.date(),
    sex: z.enum(["male", "female", "other", "unknown"]).nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
  }),
  items: z
    .array(
      z.strictObject({
        lineId,
        ndc: z.string().min(1),
        quantity: z.number().positive(),
        unit: quantityUnit,
        daysSupply: z.int().positive(),
        refills: z.int().nonnegative(),
        directions: z.string().min(1),
        substitutionAllowed: z.boolean(),
        /** Null only when the prescription is already on file. */
        prescriber: z.strictObject({ npi: z.string().min(1), name: z.string().min(1) }).nullable(),
        prescription: z.strictObject({
          kind: z.enum(["new", "on_file"]),
          rxNumber: z.string().nullable(),
          writtenOn: z.iso.date().nullable(),
          expiresOn: z.iso.date().nullable(),
        }),
      }),
    )
    .min(1),
});
export type CreatePrescriptionRequest = z.infer<typeof createPrescriptionRequest>;

/**
 * The stored prescription. Create answers 201 (200 with `Idempotent-Replayed: true` when re-sent),
 * or 202 while `pending_verification`: poll GET after `pollAfterMs`.
 */
export const prescriptionResponse = z.object({
  prescriptionId: partnerIdentifier,
  clientReference: z.string(),
  orderNumber: z.string(),
  status: z.enum(["active", "pending_verification", "rejected", "cancelled"]),
  version: z.int(),
  items: z.array(z.object({ lineId: z.string(), rxNumber: z.string(), status: z.string() })),
  /** With `pending_verification`. */
  pollAfterMs: z.number().nonnegative().optional(),
  /** With `rejected`: verification ended in this refusal. */
  rejectionCode: z.string().optional(),
});
export type PrescriptionResponse = z.infer<typeof prescriptionResponse>;

/** Look-up by reference: at most one, for a reference is unique for ever. */
export const prescriptionLookupResponse = z.array(prescriptionResponse);

export const cancelPrescriptionRequest = z.strictObject({
  ...writeFields,
  reasonCode: z.string().min(1),
});

export const PRESCRIPTION_DENIAL_REASONS = [
  "already_dispensed",
  "already_transferred",
  /** Nothing to undo. */
  "not_found_in_profile",
  /** Nothing to undo. */
  "expired",
] as const;

/** 200 for cancelled and cancel_denied, 202 for cancel_pending. The same for cancel and cancel-by-reference. */
export const cancelPrescriptionResponse = z.discriminatedUnion("status", [
  z.object({ status: z.literal("cancelled"), nothingToUndo: z.boolean().optional() }),
  z.object({ status: z.literal("cancel_denied"), denialReason: z.string() }),
  z.object({ status: z.literal("cancel_pending"), pollAfterMs: z.number().optional() }),
]);
export type CancelPrescriptionResponse = z.infer<typeof cancelPrescriptionResponse>;
