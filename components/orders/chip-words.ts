import type { ListWhere } from "#server/operations/list/views";
import { formatDay } from "@/components/time/format-instant";
import { ages, choices, type FilterKind, isChoice } from "./filter-kinds.ts";

/** What a chip says of its filter: `Stalled`, `Stalled and 2 more`, `from Mon 23 Nov 2026`. */
export function chipWords(where: ListWhere, kind: FilterKind, zone: string | undefined): string {
  if (isChoice(kind)) {
    const chosen: readonly string[] = where[kind];
    const [first, ...more] = choices[kind].filter(({ value }) => chosen.includes(value));
    if (first === undefined) return "any";
    return more.length === 0 ? first.label : `${first.label} and ${more.length} more`;
  }
  switch (kind) {
    case "code":
      return where.code ?? "any";
    case "age": {
      const age = ages.find(({ minutes }) => minutes === where.olderThanMinutes);
      if (age !== undefined) return age.label;
      return where.olderThanMinutes === null ? "any" : `more than ${where.olderThanMinutes} min`;
    }
    case "placed":
      return placedWords(where, zone);
  }
}

function placedWords({ placedFrom, placedBefore }: ListWhere, zone: string | undefined): string {
  // With the year: a link to this list is read in another one too.
  const day = (at: Date) => formatDay(at, new Date(0), zone);
  const first = placedFrom === null ? null : day(new Date(placedFrom));
  const last = placedBefore === null ? null : day(new Date(Date.parse(placedBefore) - 1));
  if (first !== null && last !== null) return first === last ? first : `${first} to ${last}`;
  if (first !== null) return `from ${first}`;
  return last === null ? "any" : `until ${last}`;
}
