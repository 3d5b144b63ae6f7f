import type { ClaimView } from "#server/operations/claims/views";

/** Who has it, short enough for a column: "Nobody", "You", "Sara O.". */
export function ownerWord(claim: ClaimView | null): string {
  if (claim === null) return "Nobody";
  if (claim.mine) return "You";
  const [first = "", ...others] = claim.ownerName.split(" ").filter((part) => part !== "");
  const last = others.at(-1);
  return last === undefined ? first : `${first} ${last.charAt(0)}.`;
}
