import type { CompanyView } from "#server/operations/presence/views";

/** Undefined before the first answer, null when the last question was not answered. */
export type Company = CompanyView | null | undefined;

/** Who looks, in a few words; nothing where nobody does. What cannot be known is said so. */
export function companyWords(looking: Company): { text: string; since: string | null } | null {
  if (looking === undefined) return null;
  const [first, second] = looking?.others ?? [];
  if (looking === null || first === undefined) {
    const known = looking?.complete === true;
    return known ? null : { text: "Who else is looking is not known now", since: null };
  }
  const perhaps = looking.complete ? "" : ", perhaps others too";
  if (second === undefined)
    return { text: `${first.name} is looking${perhaps}`, since: first.since };
  const names =
    looking.others.length === 2
      ? `${first.name} and ${second.name}`
      : `${first.name} and ${looking.others.length - 1} others`;
  return { text: `${names} are looking${perhaps}`, since: first.since };
}
