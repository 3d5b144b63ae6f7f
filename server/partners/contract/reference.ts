import { z } from "zod";

/**
 * What every call of the partner profile shares. The partner keeps a reference for ever, so it is
 * made of the saga and the step alone, never of an attempt:
 * `<sagaUuid>:prescription`, `<sagaUuid>:inventory`, `<sagaUuid>:shipment:create`,
 * `<sagaUuid>:shipment:label`, and `<sagaUuid>:shipment` to void both of the last two.
 */
const clientReference = z.string().regex(/^[A-Za-z0-9._:-]{1,200}$/);
const orderNumber = z.string().regex(/^[A-Za-z0-9._:-]{1,64}$/);
export const lineId = z.string().regex(/^[\p{L}\p{N}._:-]{1,64}$/u);

/** What a partner calls its own things. Kept as it is sent, so nothing in it may be invisible. */
export const partnerIdentifier = z.string().regex(/^[^\p{C}\p{Z}]{1,200}$/u);

const ending = (suffix: string) =>
  clientReference.refine((reference) => reference.endsWith(suffix), {
    error: `must end with ${suffix}`,
  });
/** The carrier derives one from the other when a parcel is voided, so their endings are part of the contract. */
export const shipmentCreateReference = ending(":create");
export const shipmentLabelReference = ending(":label");

/** The two fields in the body of every write. */
export const writeFields = { clientReference, orderNumber };

/** `POST …/cancel-by-reference`, at all three partners. Also works before the create has arrived. */
export const cancelByReferenceRequest = z.strictObject(writeFields);
export type CancelByReferenceRequest = z.infer<typeof cancelByReferenceRequest>;

/** The query of every look-up. A miss is 200 and an empty array. */
export const lookupQuery = z.object({ clientReference });

export const quantityUnit = z.enum(["EA", "ML", "GM"]);

export const postalAddress = z.strictObject({
  line1: z.string().min(1),
  line2: z.string().nullable(),
  city: z.string().min(1),
  state: z.string().length(2),
  postalCode: z.string().min(1),
  country: z.literal("US"),
});
