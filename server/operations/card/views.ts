/** The order card: Where, Why, Next, Your part. Whole sentences from the catalogue. */
export type OrderCard = {
  headline: string;
  where: string;
  why: string;
  /** May hold one instant that counts down: drawn in front of the sentence. */
  next: { countdownTo: string | null; text: string };
  /** `verb` in bold, then the rest: "Nothing now." or "Retry shipment" … */
  yourPart: { lead: string; rest: string };
};
