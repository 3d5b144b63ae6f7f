import { findMedicine, parseCatalogueNdc } from "#server/orders/catalogue";
import type { PlaceOrderBody } from "#server/orders/place-order-input";
import { OUT_OF_STOCK_NDC } from "#server/partners/contract/catalogue";
import type { Random } from "./random.ts";

type Line = PlaceOrderBody["medications"][number];
type Supply = { ndc: string; quantity: number; daysSupply: number; directions: string };

const DAILY = "Take one tablet by mouth every day";
const TWICE = "Take one tablet by mouth twice a day with food";
const BEDTIME = "Take one tablet by mouth at bedtime";

const supply = (ndc: string, quantity: number, daysSupply: number, directions: string): Supply => ({
  ndc,
  quantity,
  daysSupply,
  directions,
});

/** What a pharmacy sends home, in quantities that fit the directions. */
const SUPPLIES: readonly Supply[] = [
  supply("61023-0101-30", 30, 30, DAILY),
  supply("61023-0102-30", 90, 90, DAILY),
  supply("61023-0110-90", 90, 90, DAILY),
  supply("61023-0120-60", 60, 30, TWICE),
  supply("61023-0121-60", 60, 30, TWICE),
  supply("61023-0130-90", 90, 90, BEDTIME),
  supply("61023-0131-90", 30, 30, BEDTIME),
  supply("61023-0140-90", 90, 90, BEDTIME),
  supply("61023-0150-30", 30, 30, "Take one tablet by mouth every morning before food"),
  supply("61023-0151-30", 90, 90, "Take one tablet by mouth every morning before food"),
  supply("61023-0160-30", 30, 30, DAILY),
  supply("61023-0170-30", 30, 30, DAILY),
  supply("61023-0180-30", 30, 30, "Take one tablet by mouth every morning"),
  supply("61023-0190-30", 30, 30, "Take one capsule by mouth every morning before food"),
  supply("61023-0191-30", 30, 30, "Take one tablet by mouth every morning before food"),
  supply("71448-0201-30", 30, 30, DAILY),
  supply("71448-0202-30", 30, 30, DAILY),
  supply("71448-0203-30", 30, 30, "Take one tablet by mouth every morning"),
  supply("71448-0204-30", 30, 30, BEDTIME),
  supply("71448-0210-90", 90, 30, "Take one capsule by mouth three times a day"),
  supply("71448-0220-30", 30, 30, "Take one tablet by mouth every evening"),
  supply("71448-0230-21", 21, 6, "Take as printed on the pack, fewer each day"),
  supply("71448-0240-20", 20, 10, "Take one capsule by mouth twice a day until finished"),
  supply("71448-0241-06", 6, 5, "Take two tablets on day one, then one a day"),
  supply("71448-0242-20", 20, 10, "Take one capsule by mouth twice a day until finished"),
  supply("71448-0251-60", 60, 30, "Take one tablet by mouth twice a day"),
  supply("71448-0260-01", 1, 30, "Inhale two puffs every four hours if needed"),
  supply("71448-0261-01", 1, 30, "One spray into each nostril every day"),
  supply("80356-0301-15", 150, 10, "Give 7.5 mL by mouth twice a day until finished"),
  supply("80356-0302-05", 2.5, 25, "One drop into each eye at bedtime"),
  supply("80356-0303-24", 120, 24, "Give 5 mL by mouth every day"),
  supply("80356-0310-45", 45, 14, "Apply thinly twice a day"),
  supply("80356-0311-30", 22, 10, "Apply to the sore place three times a day"),
  supply("80356-0403-30", 30, 30, BEDTIME),
];

const OUT_OF_STOCK = supply(OUT_OF_STOCK_NDC, 4, 28, "Inject one dose under the skin every week");

type Prescriber = NonNullable<Line["prescriber"]>;

/** One to three medicines, never the same twice; most orders have one. */
export function makeLines(
  random: Random,
  options: { prescriber: Prescriber; withOutOfStock: boolean },
): Line[] {
  const count = random.one([1, 1, 1, 2, 2, 3]);
  const stocked = random.shuffled(SUPPLIES).slice(0, options.withOutOfStock ? count - 1 : count);
  const chosen = options.withOutOfStock ? [...stocked, OUT_OF_STOCK] : stocked;
  return chosen.map((each) => toLine(random, each, options.prescriber));
}

function toLine(random: Random, { ndc, ...amount }: Supply, prescriber: Prescriber): Line {
  const parsed = parseCatalogueNdc(ndc);
  const medicine = parsed.type === "ndc" ? findMedicine(parsed.ndc.canonical) : undefined;
  if (medicine === undefined) throw new Error(`Bug: the catalogue has no ${ndc}`);
  return { ndc, ...amount, unit: medicine.unit, refills: random.below(4), prescriber };
}
