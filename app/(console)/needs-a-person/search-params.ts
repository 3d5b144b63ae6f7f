import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { owners } from "@/components/inbox/owners";

/** What the address of the inbox says: whose orders, and after which row to go on. */
export const loadInboxParams = createLoader({
  owner: parseAsStringLiteral(owners.map(({ owner }) => owner)).withDefault("all"),
  after: parseAsString,
});
