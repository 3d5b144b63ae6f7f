import type { CallerCheckField, CallerCheckOutcome, CallerFacts } from "#db/queries/caller-checks";

/** What a caller says of themselves, read at the edge. */
export type CallerSaid = { field: CallerCheckField; value: string };

/** Whether it fits the order. What is stored in no comparable form is neither right nor wrong. */
export function compareCaller(
  { field, value }: CallerSaid,
  facts: CallerFacts,
): CallerCheckOutcome {
  const [said, stored] =
    field === "birth_date"
      ? [value, facts.birthDate]
      : [firstFive(value), firstFive(facts.postalCode)];
  if (stored === null) return "not_comparable";
  return said === stored ? "match" : "no_match";
}

/** People know five digits of their ZIP; the four after them name a side of the street. */
function firstFive(zip: string): string | null {
  return /^(\d{5})(-\d{4})?$/.exec(zip)?.[1] ?? null;
}
