import type { ListFilter, ListSort, ListWhere, ListWish } from "#server/operations/list/views";

/** A list and the place in it where the page begins: all that the address says. */
export type ListAddress = ListWish & { after: string | null };

export const nowhere: ListWhere = {
  statuses: [],
  steps: [],
  reasons: [],
  code: null,
  partners: [],
  placedFrom: null,
  placedBefore: null,
  olderThanMinutes: null,
};

/** Who looks at open orders wants to know which runs out first. */
export function usualSort(filter: ListFilter): ListSort {
  return ["open", "in_progress", "outcome_unknown"].includes(filter) ? "time_left" : "newest";
}

/** A tab as it opens: nothing filtered, in its usual order. */
export function plainList(filter: ListFilter): ListAddress {
  return { filter, where: nowhere, sort: usualSort(filter), after: null };
}

/** The address of a list. What is usual is left out, so the plain list has the plain address. */
export function listAddress({ after, ...wish }: ListAddress): string {
  const query = listQuery(wish);
  if (after !== null) query.set("after", after);
  const text = query.toString();
  return text === "" ? "/orders" : `/orders?${text}`;
}

/** The part of it that says which list it is. */
export function listQuery({ filter, where, sort }: ListWish): URLSearchParams {
  const query = new URLSearchParams();
  const set = (name: string, value: string | number | null) => {
    if (value !== null && value !== "") query.set(name, String(value));
  };
  set("state", filter === "all" ? null : filter);
  set("status", where.statuses.join(","));
  set("step", where.steps.join(","));
  set("reason", where.reasons.join(","));
  set("code", where.code);
  set("partner", where.partners.join(","));
  set("from", where.placedFrom);
  set("before", where.placedBefore);
  set("older", where.olderThanMinutes);
  set("sort", sort === usualSort(filter) ? null : sort);
  return query;
}
