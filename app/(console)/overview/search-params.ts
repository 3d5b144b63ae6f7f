import { createLoader, parseAsStringLiteral } from "nuqs/server";
import { ranges } from "@/components/overview/ranges";

/** What the address of the overview says: how far back its chart reaches. */
export const loadOverviewParams = createLoader({
  range: parseAsStringLiteral(ranges.map(({ range }) => range)).withDefault("24h"),
});
