/**
 * The medicines that the bundled warehouse stocks and that an order may name, and the values that
 * make the bundled partners misbehave without a scenario. Made-up package codes, real strengths.
 */
export type CatalogueItem = {
  /** Hyphenated 5-4-2. */
  ndc: string;
  name: string;
  unit: "EA" | "ML" | "GM";
  schedule: null | "II" | "III" | "IV" | "V";
  /** In `unit`, for one line of one order. */
  maxPerOrder: number;
};

const item = (
  ndc: string,
  name: string,
  unit: CatalogueItem["unit"],
  maxPerOrder: number,
  schedule: CatalogueItem["schedule"] = null,
): CatalogueItem => ({ ndc, name, unit, schedule, maxPerOrder });

export const CATALOGUE: readonly CatalogueItem[] = [
  item("61023-0101-30", "Lisinopril 10 mg tablet", "EA", 180),
  item("61023-0102-30", "Lisinopril 20 mg tablet", "EA", 180),
  item("61023-0110-90", "Amlodipine 5 mg tablet", "EA", 180),
  item("61023-0111-90", "Amlodipine 10 mg tablet", "EA", 180),
  item("61023-0120-60", "Metformin 500 mg tablet", "EA", 360),
  item("61023-0121-60", "Metformin ER 750 mg tablet", "EA", 360),
  item("61023-0130-90", "Atorvastatin 20 mg tablet", "EA", 180),
  item("61023-0131-90", "Atorvastatin 40 mg tablet", "EA", 180),
  item("61023-0140-90", "Rosuvastatin 10 mg tablet", "EA", 180),
  item("61023-0150-30", "Levothyroxine 50 mcg tablet", "EA", 180),
  item("61023-0151-30", "Levothyroxine 100 mcg tablet", "EA", 180),
  item("61023-0160-30", "Losartan 50 mg tablet", "EA", 180),
  item("61023-0170-30", "Metoprolol succinate ER 50 mg tablet", "EA", 180),
  item("61023-0180-30", "Hydrochlorothiazide 25 mg tablet", "EA", 180),
  item("61023-0190-30", "Omeprazole 20 mg capsule", "EA", 180),
  item("61023-0191-30", "Pantoprazole 40 mg tablet", "EA", 180),
  item("71448-0201-30", "Sertraline 50 mg tablet", "EA", 180),
  item("71448-0202-30", "Escitalopram 10 mg tablet", "EA", 180),
  item("71448-0203-30", "Bupropion XL 150 mg tablet", "EA", 180),
  item("71448-0204-30", "Trazodone 50 mg tablet", "EA", 180),
  item("71448-0210-90", "Gabapentin 300 mg capsule", "EA", 540),
  item("71448-0220-30", "Montelukast 10 mg tablet", "EA", 180),
  item("71448-0230-21", "Prednisone 10 mg tablet", "EA", 120),
  item("71448-0240-20", "Amoxicillin 500 mg capsule", "EA", 60),
  item("71448-0241-06", "Azithromycin 250 mg tablet", "EA", 12),
  item("71448-0242-20", "Cephalexin 500 mg capsule", "EA", 80),
  item("71448-0250-30", "Warfarin 5 mg tablet", "EA", 180),
  item("71448-0251-60", "Apixaban 5 mg tablet", "EA", 180),
  item("71448-0260-01", "Albuterol HFA 90 mcg inhaler", "EA", 6),
  item("71448-0261-01", "Fluticasone 50 mcg nasal spray", "EA", 6),
  item("80356-0301-15", "Amoxicillin 400 mg/5 mL suspension", "ML", 400),
  item("80356-0302-05", "Latanoprost 0.005 % eye drops", "ML", 15),
  item("80356-0303-24", "Cetirizine 1 mg/mL solution", "ML", 480),
  item("80356-0310-45", "Triamcinolone 0.1 % cream", "GM", 454),
  item("80356-0311-30", "Mupirocin 2 % ointment", "GM", 88),
  item("80356-0401-30", "Methylphenidate ER 18 mg tablet", "EA", 90, "II"),
  item("80356-0402-30", "Testosterone 1.62 % gel", "GM", 225, "III"),
  item("80356-0403-30", "Zolpidem 5 mg tablet", "EA", 30, "IV"),
  item("80356-0404-60", "Lacosamide 100 mg tablet", "EA", 180, "V"),
  item("80356-0501-04", "Semaglutide 1 mg/dose pen", "EA", 12),
  item("80356-0502-01", "Glucagon 3 mg nasal powder", "EA", 4),
  item("80356-0503-10", "Methotrexate 25 mg/mL injection", "ML", 40),
];

/** In the catalogue, never in stock: the reservation is refused with insufficient_stock. */
export const OUT_OF_STOCK_NDC = "80356-0501-04";
/** Starts with a few units only. */
export const LOW_STOCK_NDCS: readonly string[] = ["80356-0502-01", "80356-0503-10"];
/** The carrier refuses the shipment with address_undeliverable. */
export const UNDELIVERABLE_POSTAL_CODE = "00001";
/** The prescription service refuses with prescriber_not_licensed. */
export const UNLICENSED_PRESCRIBER_NPI = "1000000012";
/** In the recipient's name: the carrier sells the label, and the first answer to it is lost. */
export const DROP_AFTER_FAMILY_NAME = "Zzunknown";
/** The prescription is accepted and can then not be cancelled: already_dispensed. */
export const CANCEL_DENIED_FAMILY_NAME = "Zzdispensed";
