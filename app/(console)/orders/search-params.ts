import {
  createLoader,
  type LoaderInput,
  parseAsArrayOf,
  parseAsInteger,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { LIST_SORTS } from "#server/operations/list/views";
import { LIVE_STATUSES } from "#server/operations/situation/views";
import { choices } from "@/components/orders/filter-kinds";
import { filters } from "@/components/orders/filters";
import { type ListAddress, usualSort } from "@/components/orders/list-address";

const valuesOf = <T extends string>(options: readonly { value: T }[]) =>
  parseAsArrayOf(parseAsStringLiteral(options.map(({ value }) => value))).withDefault([]);

const loadParams = createLoader({
  state: parseAsStringLiteral(filters.map(({ filter }) => filter)).withDefault("all"),
  status: parseAsArrayOf(parseAsStringLiteral(LIVE_STATUSES)).withDefault([]),
  step: valuesOf(choices.steps),
  reason: valuesOf(choices.reasons),
  code: parseAsString,
  partner: valuesOf(choices.partners),
  from: parseAsIsoDateTime,
  before: parseAsIsoDateTime,
  older: parseAsInteger,
  sort: parseAsStringLiteral(LIST_SORTS),
  after: parseAsString,
});

/** What the address of the list says. What it should not say is as if it were not there. */
export function loadList(searchParams: LoaderInput): ListAddress {
  const { state, sort, after, ...given } = loadParams(searchParams);
  return {
    filter: state,
    where: {
      statuses: given.status,
      steps: given.step,
      reasons: given.reason,
      code: given.code !== null && /^[a-z0-9_.:-]{1,80}$/.test(given.code) ? given.code : null,
      partners: given.partner,
      placedFrom: given.from?.toISOString() ?? null,
      placedBefore: given.before?.toISOString() ?? null,
      olderThanMinutes: given.older !== null && given.older > 0 ? given.older : null,
    },
    sort: sort ?? usualSort(state),
    after,
  };
}
