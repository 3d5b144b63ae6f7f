import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { filters } from "@/components/orders/filters";

/** What the address of the list says: which state, and after which row to go on. */
export const loadListParams = createLoader({
  state: parseAsStringLiteral(filters.map(({ filter }) => filter)).withDefault("all"),
  after: parseAsString,
});
