import { CATALOGUE, type CatalogueItem } from "#server/partners/contract/catalogue";
import { type ParsedNdc, parseNdc } from "./ndc.ts";

const byCanonical = new Map(
  CATALOGUE.map((item) => {
    const parsed = parseNdc(item.ndc, () => false);
    if (parsed.type !== "ndc") throw new Error(`Bug: the catalogue holds ${item.ndc}`);
    return [parsed.ndc.canonical, item];
  }),
);

export function findMedicine(canonical: string): CatalogueItem | undefined {
  return byCanonical.get(canonical);
}

/** Reads a package code with the catalogue's help where the code alone is ambiguous. */
export function parseCatalogueNdc(text: string): ParsedNdc {
  return parseNdc(text, (canonical) => byCanonical.has(canonical));
}
