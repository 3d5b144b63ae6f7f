/** A drug's package code as labeler 6, product 4, package 2: one key for every way of writing it. */
export type Ndc = {
  canonical: string;
  /** As given when it had hyphens, else as 5-4-2 or 6-4-2. */
  display: string;
};

export type ParsedNdc =
  | { type: "ndc"; ndc: Ndc }
  | { type: "invalid"; code: "ndc_format" | "ndc_ambiguous" };

const HYPHENATED = ["4-4-2", "5-3-2", "5-4-1", "5-4-2", "6-4-2"];
/** Ten digits without hyphens can be any of these. */
const TEN_DIGIT_READINGS = [
  [4, 4, 2],
  [5, 3, 2],
  [5, 4, 1],
] as const;

/**
 * Reads a package code in any form in use. Ten bare digits have three readings:
 * they are taken only when exactly one of them is a code that `isKnown`.
 */
export function parseNdc(text: string, isKnown: (canonical: string) => boolean): ParsedNdc {
  const plain = text.replaceAll(" ", "");
  if (/^\d+-\d+-\d+$/.test(plain)) return parseHyphenated(plain);
  if (/^\d{11}$/.test(plain)) return found(split(plain, [5, 4, 2]));
  if (/^\d{12}$/.test(plain)) return found(split(plain, [6, 4, 2]));
  if (/^\d{10}$/.test(plain)) return parseTenDigits(plain, isKnown);
  return { type: "invalid", code: "ndc_format" };
}

function parseHyphenated(plain: string): ParsedNdc {
  const parts = plain.split("-");
  if (!HYPHENATED.includes(parts.map((part) => part.length).join("-"))) {
    return { type: "invalid", code: "ndc_format" };
  }
  return found(parts);
}

function parseTenDigits(plain: string, isKnown: (canonical: string) => boolean): ParsedNdc {
  const known = TEN_DIGIT_READINGS.map((lengths) => split(plain, lengths)).filter((parts) =>
    isKnown(pad(parts)),
  );
  const [only, another] = known;
  if (only === undefined || another !== undefined)
    return { type: "invalid", code: "ndc_ambiguous" };
  return found(only);
}

function split(digits: string, [labeler, product]: readonly [number, number, number]): string[] {
  return [
    digits.slice(0, labeler),
    digits.slice(labeler, labeler + product),
    digits.slice(labeler + product),
  ];
}

function pad([labeler = "", product = "", pack = ""]: readonly string[]): string {
  return labeler.padStart(6, "0") + product.padStart(4, "0") + pack.padStart(2, "0");
}

function found(parts: readonly string[]): ParsedNdc {
  return { type: "ndc", ndc: { canonical: pad(parts), display: parts.join("-") } };
}
