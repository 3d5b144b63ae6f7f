import { z } from "zod";
import { birthDate, postalCode } from "#server/orders/place-order-input";

const check = {
  sagaUuid: z.uuid(),
  /** Made by the page; the same one again is kept once and uses no other try. */
  checkUuid: z.uuid(),
};

/** What a caller says, read by the rules by which the order was placed. */
export const callerCheckInput = z.discriminatedUnion("field", [
  z.strictObject({ ...check, field: z.literal("birth_date"), value: birthDate }),
  z.strictObject({ ...check, field: z.literal("zip"), value: postalCode }),
]);
