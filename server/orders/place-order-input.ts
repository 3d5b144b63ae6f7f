import { z } from "zod";
import { isoDate, latestDateOnEarth } from "./iso-date.ts";
import { medication } from "./medication-input.ts";
import { line, list, optionalLine } from "./text.ts";

const US_STATES =
  "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS FM GU MH MP PR PW VI AA AE AP".split(
    " ",
  );

/** A day that somebody alive, or born while it is already tomorrow elsewhere, was born on. */
export const birthDate = isoDate.refine(
  (date) => date >= "1900-01-01" && date <= latestDateOnEarth(),
  { params: { code: "out_of_range" } },
);

/** Five digits, or five and four. */
export const postalCode = z.string().regex(/^\d{5}(-\d{4})?$/);

const patient = z
  .strictObject({
    externalPatientId: line(1, 64),
    givenNames: list(line(1, 60), 1, 3),
    familyName: line(1, 80),
    birthDate,
    sex: z
      .enum(["male", "female", "other", "unknown"])
      .nullish()
      .transform((sex) => sex ?? null),
    email: z
      .email()
      .max(254)
      .nullish()
      .transform((email) => email ?? null),
    phone: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/)
      .nullish()
      .transform((phone) => phone ?? null),
    preferredChannel: z.enum(["email", "sms", "phone", "none"]).optional(),
    locale: z
      .string()
      .max(35)
      .refine(isLocale, { params: { code: "invalid_locale" } })
      .default("en-US"),
    timeZone: z
      .string()
      .max(64)
      .refine(isTimeZone, { params: { code: "invalid_time_zone" } })
      .nullish()
      .transform((timeZone) => timeZone ?? null),
  })
  .transform((given) => ({
    ...given,
    // Without a wish: by e-mail, or by phone where that is all we have.
    preferredChannel: given.preferredChannel ?? (given.email === null ? "phone" : "email"),
  }))
  .superRefine((given, context) => {
    if (given.email === null && given.phone === null) {
      context.addIssue({ code: "custom", path: [], params: { code: "contact_required" } });
      return;
    }
    const address = { email: given.email, sms: given.phone, phone: given.phone, none: "" };
    if (address[given.preferredChannel] === null) {
      context.addIssue({
        code: "custom",
        path: ["preferredChannel"],
        params: { code: "contact_missing" },
      });
    }
  });

const shipTo = z.strictObject({
  name: optionalLine(100),
  line1: line(1, 100),
  line2: optionalLine(100),
  city: line(1, 60),
  state: z.enum(US_STATES),
  postalCode,
  country: z.literal("US").default("US"),
  residential: z
    .boolean()
    .nullish()
    .transform((residential) => residential ?? null),
  instructions: optionalLine(140),
});

const shipping = z.strictObject({
  service: z.enum(["standard", "expedited", "overnight"]).default("standard"),
});

const medications = list(medication, 1, 10)
  .transform((lines) =>
    lines.map((given, index) => ({ ...given, lineId: given.lineId ?? `L${index + 1}` })),
  )
  .superRefine((lines, context) => {
    for (const index of repeated(lines.map((given) => given.lineId))) {
      context.addIssue({
        code: "custom",
        path: [index, "lineId"],
        params: { code: "duplicate_line_id" },
      });
    }
    for (const index of repeated(lines.map((given) => given.ndc.canonical))) {
      context.addIssue({ code: "custom", path: [index, "ndc"], params: { code: "duplicate_ndc" } });
    }
  });

/**
 * The body of an order, as a storefront sends it. Strict at every level: a field
 * we do not know yet is refused now, so that it can be given a meaning later.
 */
export const placeOrderInput = z.strictObject({
  externalOrderId: z
    .string()
    .max(64)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]*$/),
  /** An order of the same storefront that was cancelled and is placed again: its uuid or its number. */
  replacesOrderId: z
    .string()
    .max(64)
    .nullish()
    .transform((id) => id ?? null),
  patient,
  shipTo,
  shipping: shipping.prefault({}),
  medications,
});
/** As a storefront writes it. */
export type PlaceOrderBody = z.input<typeof placeOrderInput>;
/** As read, with every default filled in. */
export type PlaceOrderInput = z.output<typeof placeOrderInput>;

export const idempotencyKey = z.string().regex(/^[A-Za-z0-9_-]{16,255}$/);

/** Where a value stands that an earlier one already has. */
function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    // Throwing is how the platform says "no such locale".
    return false;
  }
}

function isTimeZone(text: string): boolean {
  // A bare offset is accepted by the platform and knows no summer time.
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: text });
    return true;
  } catch {
    // Throwing is how the platform says "no such zone".
    return false;
  }
}
