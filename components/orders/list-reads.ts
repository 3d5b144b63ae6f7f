import { filterKinds, isSet } from "./filter-kinds.ts";
import type { ListAddress } from "./list-address.ts";

/** What the server reads before the first paint and the browser asks for later: the same words, or it is asked twice. */

const PAGE_SIZE = 50;

/** The page that the address names. */
export function pageWish({ after: cursor, ...wish }: ListAddress) {
  return { ...wish, cursor, limit: PAGE_SIZE };
}

/** How many the filters leave; null when the tabs' own counts say it. */
export function countWish({ filter, where }: ListAddress) {
  return filterKinds.some(({ kind }) => isSet(where, kind)) ? { filter, where } : null;
}
