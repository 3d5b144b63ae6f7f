import { CATALOGUE, type CatalogueItem } from "#server/partners/contract/catalogue";

const BY_KEY = new Map(CATALOGUE.map((item) => [keyOf(item.ndc), item]));

/** Finds a catalogue row by any hyphenated or 11- or 12-digit spelling of its package code. */
export function catalogueItem(ndc: string): CatalogueItem | undefined {
  return BY_KEY.get(keyOf(ndc));
}

function keyOf(ndc: string): string {
  const [labeler, product, packageCode] = ndc.split("-");
  if (labeler !== undefined && product !== undefined && packageCode !== undefined) {
    return labeler.padStart(6, "0") + product.padStart(4, "0") + packageCode.padStart(2, "0");
  }
  return ndc.padStart(12, "0");
}
