import type { ClaimView } from "#server/operations/claims/views";
import { shortName } from "@/components/console/short-name";

/** Who has it, short enough for a column: "Nobody", "You", "Sara O.". */
export function ownerWord(claim: ClaimView | null): string {
  if (claim === null) return "Nobody";
  return claim.mine ? "You" : shortName(claim.ownerName);
}
