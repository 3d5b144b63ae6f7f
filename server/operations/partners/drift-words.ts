import type { DriftRow } from "#db/queries/partners";
import { partnerNameOf, THING } from "./partner-words.ts";

/** Both sides of a difference, as a sentence. Which one is right nobody knows yet. */
export function driftSentence({ step, believed, found }: DriftRow): string {
  const partner = partnerNameOf(step);
  const thing = THING[step];
  if (believed === "nothing") {
    return `${partner} still holds ${thing}, which should be undone.`;
  }
  return found === "absent"
    ? `${partner} knows nothing of ${thing}, which should stand.`
    : `${partner} says that ${thing} was taken back, and it should stand.`;
}
