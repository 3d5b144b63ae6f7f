import { z } from "zod";
import { findMedicine, parseCatalogueNdc } from "./catalogue.ts";
import { isoDate, latestDateOnEarth } from "./iso-date.ts";
import type { Ndc } from "./ndc.ts";
import { isNpi } from "./npi.ts";
import { line, optionalLine } from "./text.ts";

const ndc = z
  .string()
  .max(20)
  .transform((text, context): Ndc => {
    const parsed = parseCatalogueNdc(text);
    if (parsed.type === "ndc" && findMedicine(parsed.ndc.canonical)) return parsed.ndc;
    const code = parsed.type === "ndc" ? "ndc_unknown" : parsed.code;
    context.addIssue({ code: "custom", params: { code } });
    return z.NEVER;
  });

const prescription = z
  .strictObject({
    kind: z.enum(["new", "on_file"]).default("new"),
    rxNumber: optionalLine(35),
    writtenOn: isoDate
      .refine((date) => date <= latestDateOnEarth(), { params: { code: "in_the_future" } })
      .nullish()
      .transform((date) => date ?? null),
    expiresOn: isoDate.nullish().transform((date) => date ?? null),
  })
  .refine(
    ({ writtenOn, expiresOn }) =>
      writtenOn === null || expiresOn === null || expiresOn >= writtenOn,
    { path: ["expiresOn"], params: { code: "before_written_on" } },
  );

/** Refills that the law allows, by the medicine's schedule. */
const MAX_REFILLS = { none: 11, II: 0, III: 5, IV: 5, V: 11 } as const;

/** One medicine of an order, held against the catalogue: its values win over the storefront's. */
export const medication = z
  .strictObject({
    lineId: line(1, 32).optional(),
    ndc,
    quantity: z
      .number()
      .positive()
      .refine((quantity) => Math.round(quantity * 1000) / 1000 === quantity, {
        params: { code: "too_precise" },
      }),
    unit: z.enum(["EA", "ML", "GM"]),
    daysSupply: z.int().min(1).max(90),
    refills: z.int().min(0).max(11).default(0),
    directions: line(1, 500),
    substitutionAllowed: z.boolean().default(true),
    prescriber: z
      .strictObject({
        npi: z.string().refine(isNpi, { params: { code: "npi_invalid" } }),
        name: line(1, 100),
      })
      .optional(),
    prescription: prescription.prefault({}),
  })
  .superRefine((given, context) => {
    const refuse = (field: string, code: string) =>
      context.addIssue({ code: "custom", path: [field], params: { code } });

    if (given.prescriber === undefined && given.prescription.kind !== "on_file") {
      refuse("prescriber", "required");
    }
    const medicine = findMedicine(given.ndc.canonical);
    if (medicine === undefined) return;
    if (given.unit !== medicine.unit) refuse("unit", "unit_mismatch");
    if (given.quantity > medicine.maxPerOrder) refuse("quantity", "quantity_limit");
    if (given.refills > MAX_REFILLS[medicine.schedule ?? "none"])
      refuse("refills", "refills_limit");
  });
